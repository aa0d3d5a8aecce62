using System.Diagnostics;
using System.Text;
using CsCheck;
using Egide.Connectors.Files;

namespace Egide.Connectors.Tests.Files;

public class FramingProperties
{
    private static readonly Gen<string> Value = Gen.String[Gen.Char["a\"\\{}[],é<>\n"], 0, 40]
        .Select(s => $"{{\"k\":{System.Text.Json.JsonSerializer.Serialize(s)},\"n\":[{{}},[1]]}}");

    private static readonly Gen<int[]> Chunks = Gen.Int[1, 90].Array[1, 6];

    private static IntakeLimits Small(int block) => new() { Block = block };

    [Fact]
    public void AnyChunkingGivesTheSameJsonRecords() =>
        Gen.Select(Value.Array[0, 30], Chunks, Gen.Int[16, 300], Gen.Int[0, 4]).Sample((records, chunks, block, shape) =>
        {
            var text = shape switch
            {
                0 => string.Join('\n', records),
                1 => string.Join("\r\n", records) + "\n",
                2 => "[" + string.Join(",", records) + "]",
                3 => "{\"resourceType\":\"Bundle\",\"entry\":[" + string.Join(" ,\n", records.Select(r => $"{{\"fullUrl\":\"x\",\"resource\":{r}}}")) + "]}",
                _ => string.Join("", records.Select(r => r.Replace(",\"n\"", ",\n\"n\""))),
            };
            var expected = shape == 4 ? records.Select(r => r.Replace(",\"n\"", ",\n\"n\"")) : records;
            Assert.Equal(expected, Records.Of(Encoding.UTF8.GetBytes(text), Small(block), chunks));
        }, iter: 3000);

    [Fact]
    public void AnyChunkingGivesTheSameFramesAndDocuments() =>
        Gen.Select(Value.Array[1, 30], Chunks, Gen.Int[32, 300], Gen.Int[0, 3]).Sample((values, chunks, block, shape) =>
        {
            var records = values.Select(v => shape switch
            {
                0 => Counted("<85>1 - h a p m - " + v),
                1 => "<85>1 - h a p m - " + v + "\n  more",
                2 => "<AuditMessage a='>'><![CDATA[" + v + "]]></AuditMessage>",
                _ => "plain " + v,
            }).ToArray();
            var text = string.Join(shape == 0 ? "" : "\n", records);
            Assert.Equal(records, Records.Of(Encoding.UTF8.GetBytes(text), Small(block), chunks));
        }, iter: 3000);

    [Fact]
    public void ALongSingleLineArrayStreamsWithFlatMemory()
    {
        const int Count = 100_000;
        var element = Encoding.UTF8.GetBytes("{\"k\":\"" + new string('x', 2000) + "\"},");
        using var stream = new GuardedStream(new RepeatedStream(element, Count), "test", _ => { });
        using var reader = new RecordReader(new TrailFile("test", null, stream.Peek(64 << 10), stream), _ => { });
        using var block = new RecordBlock();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = 0;
        while (reader.ReadBlock(block)) count += block.Count;
        Assert.Equal(Count, count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 << 20);
    }

    [Fact]
    public void NoBytesMakeItThrowOrHang()
    {
        var clock = Stopwatch.StartNew();
        var alphabet = Encoding.UTF8.GetBytes("{}[]\"\\\n<>/!?-&1 85,;:\0ékBundle entry resource<AuditMessage><![CDATA[]]>");
        var random = new Random(7);
        while (clock.Elapsed < TimeSpan.FromSeconds(4))
        {
            var bytes = new byte[random.Next(0, 400)];
            for (var i = 0; i < bytes.Length; i++) bytes[i] = random.Next(20) == 0 ? (byte)random.Next(256) : alphabet[random.Next(alphabet.Length)];
            var limits = new IntakeLimits { Block = random.Next(16, 64), Record = random.Next(64, 200), KeptOfTooLarge = 8 };
            Records.Of(bytes, limits, [random.Next(1, 20)]);
        }
    }

    private static string Counted(string frame) => Encoding.UTF8.GetByteCount(frame) + " " + frame;

    private sealed class RepeatedStream(byte[] element, int count) : MemoryStream
    {
        private long _position;

        public override int Read(byte[] buffer, int offset, int length)
        {
            var total = 1 + ((long)element.Length * count);
            var written = 0;
            while (written < length && _position < total)
            {
                if (_position == 0) buffer[offset + written] = (byte)'[';
                else buffer[offset + written] = element[(_position - 1) % element.Length];
                _position++;
                written++;
            }

            return written;
        }
    }
}
