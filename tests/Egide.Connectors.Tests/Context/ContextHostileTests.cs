using System.Diagnostics;
using System.Text;
using Egide.Connectors.Context;
using Egide.Connectors.Files;
using Egide.Observe.Context;

namespace Egide.Connectors.Tests.Context;

public class ContextHostileTests
{
    private static readonly string[] Seeds =
    [
        "system,id,ins,family,given,valid_from\nchu,1,180,\"A \"\"x\"\"\",B,2020-01-01\nchu,2,180,A,B,\n",
        "cidr;asn;kind\n10.0.0.0/8;AS1;site\n2001:db8::/32;2;vpn\n",
        "rpps,patient_system,patient_id,kind,from,to\n10102727017,chu,1,team,2020-01-01,2021-01-01\n",
        "{\"resourceType\":\"Patient\",\"id\":\"p\",\"identifier\":[{\"system\":\"urn:oid:1.2.250.1.213.1.4.8\",\"value\":\"1^^^&x\"}],\"link\":[{\"other\":{\"reference\":\"Patient/q\"}}]}\n",
        "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"Encounter\",\"subject\":{\"reference\":\"Patient/p\"},\"period\":{\"start\":\"2020\"},\"participant\":[{\"individual\":{\"reference\":\"Practitioner/d\"}}]}}]}",
    ];

    [Fact]
    public void NoBytesMakeTheContextThrowOrHang()
    {
        var random = new Random(5);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromSeconds(6))
        {
            var bytes = Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)]);
            for (var changes = random.Next(0, 6); changes > 0 && bytes.Length > 2; changes--)
            {
                var at = random.Next(bytes.Length);
                switch (random.Next(3))
                {
                    case 0: bytes[at] = (byte)random.Next(256); break;
                    case 1: bytes = [.. bytes[..at], .. bytes[random.Next(bytes.Length)..]]; break;
                    default: bytes[at] = "\",;\n{}[]:/0"u8[random.Next(11)]; break;
                }
            }

            var region = new RegionContext();
            var reader = new ContextReader(region, _ => { });
            var stream = new GuardedStream(new MemoryStream(bytes), "x", _ => { });
            reader.Read(new TrailFile("x", null, stream.Peek(64 << 10), stream));
            reader.Complete();
            region.ClusterOf("chu", "1");
            region.Networks.Find("10.0.0.1");
            foreach (var span in region.CareOf("10102727017")) region.Controller(span.Cluster, "chu");
        }
    }

    [Fact]
    public void AMaxMindFileIsAskedLast()
    {
        var region = new RegionContext();
        var reader = new ContextReader(region, _ => { });
        var bytes = MaxMindSample.Make("FR");
        var stream = new GuardedStream(new MemoryStream(bytes), "x", _ => { });
        Assert.True(reader.Read(new TrailFile("x", null, stream.Peek(64 << 10), stream)));
        region.Add(new Network { Cidr = "10.0.0.0/8", Country = "DE" });
        Assert.Equal("DE", region.Networks.Find("10.0.0.1")!.Country);
        Assert.Equal("FR", region.Networks.Find("81.1.1.1")!.Country);
    }

    /// <summary>The smallest MaxMind DB 2.0 file: one node, the same record on both sides.</summary>
    private static class MaxMindSample
    {
        public static byte[] Make(string country)
        {
            using var file = new MemoryStream();
            // 24-bit records; a record above the node count points into the data section: offset + node count + 16.
            for (var side = 0; side < 2; side++) file.Write([0, 0, 17]);
            file.Write(new byte[16]);
            Map(file, 1);
            Text(file, "country");
            Map(file, 1);
            Text(file, "iso_code");
            Text(file, country);
            file.Write([0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8]);
            Map(file, 9);
            Number(file, "binary_format_major_version", 5, 2);
            Number(file, "binary_format_minor_version", 5, 0);
            Text(file, "build_epoch");
            file.Write([0b0000_0001, 2, 1]);
            Text(file, "database_type");
            Text(file, "Test");
            Text(file, "description");
            Map(file, 0);
            Number(file, "ip_version", 5, 4);
            Text(file, "languages");
            file.Write([0, 4]);
            Number(file, "node_count", 6, 1);
            Number(file, "record_size", 5, 24);
            return file.ToArray();
        }

        private static void Map(Stream file, int count) => file.WriteByte((byte)((7 << 5) | count));

        private static void Text(Stream file, string text)
        {
            file.WriteByte((byte)((2 << 5) | text.Length));
            file.Write(Encoding.ASCII.GetBytes(text));
        }

        private static void Number(Stream file, string name, int type, byte value)
        {
            Text(file, name);
            file.Write([(byte)((type << 5) | 1), value]);
        }
    }
}
