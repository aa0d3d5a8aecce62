using System.Net;
using Egide.Connectors.Files;
using Egide.Observe.Context;
using MaxMind.Db;
using Network = Egide.Observe.Context.Network;

namespace Egide.Connectors.Context;

/// <summary>A MaxMind-format (.mmdb) file: country, autonomous system, or both.</summary>
internal static class MaxMindFile
{
    private const int Largest = 1 << 30;
    private const int MarkerWithin = 128 << 10;

    private static ReadOnlySpan<byte> Marker => [0xAB, 0xCD, 0xEF, (byte)'M', (byte)'a', (byte)'x', (byte)'M', (byte)'i', (byte)'n', (byte)'d', (byte)'.', (byte)'c', (byte)'o', (byte)'m'];

    /// <summary>Reads one and asks it after what <paramref name="into"/> asked before; false when the file is none.</summary>
    public static bool TryRead(TrailFile file, NetworkTable into, Action<IntakeProblem> report)
    {
        var bytes = Whole(file);
        if (bytes is null || bytes.AsSpan(Math.Max(0, bytes.Length - MarkerWithin)).LastIndexOf(Marker) < 0) return false;
        try
        {
            var reader = new Reader(new MemoryStream(bytes));
            var before = into.Fallback;
            into.Fallback = address => Merge(before?.Invoke(address), Find(reader, address));
        }
        catch (Exception fault) when (fault is InvalidDatabaseException or InvalidDataException or IOException or ArgumentException or OverflowException or IndexOutOfRangeException)
        {
            report(new IntakeProblem(file.Name, 0, ProblemCode.Damaged, new("C’est un fichier MaxMind incomplet. Le télécharger de nouveau.", "It is a MaxMind file that is not whole. Get it again.")));
        }

        return true;
    }

    private static byte[]? Whole(TrailFile file)
    {
        using var copy = new MemoryStream();
        var part = new byte[1 << 16];
        var stream = file.Open();
        while (stream.Read(part) is var got and > 0)
        {
            if (copy.Length + got > Largest) return null;
            copy.Write(part, 0, got);
        }

        return copy.ToArray();
    }

    private static Network? Find(Reader reader, IPAddress address)
    {
        try
        {
            if (reader.Find<Dictionary<string, object>>(address, out var length) is not { } data) return null;
            var country = data.GetValueOrDefault("country") as Dictionary<string, object> ?? data.GetValueOrDefault("registered_country") as Dictionary<string, object>;
            return new Network
            {
                Cidr = $"{address}/{length}",
                Country = country?.GetValueOrDefault("iso_code") as string,
                Asn = data.GetValueOrDefault("autonomous_system_number") is IConvertible asn ? asn.ToInt64(System.Globalization.CultureInfo.InvariantCulture) : 0,
                AsName = data.GetValueOrDefault("autonomous_system_organization") as string,
            };
        }
        catch (Exception fault) when (fault is InvalidDatabaseException or DeserializationException or ArgumentException)
        {
            return null;
        }
    }

    private static Network? Merge(Network? first, Network? second)
    {
        if (first is null || second is null) return first ?? second;
        return first with { Country = first.Country ?? second.Country, Asn = first.Asn != 0 ? first.Asn : second.Asn, AsName = first.AsName ?? second.AsName };
    }
}
