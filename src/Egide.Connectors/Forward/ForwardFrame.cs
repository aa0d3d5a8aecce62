using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Egide.Connectors.Live;

namespace Egide.Connectors.Forward;

/// <summary>
/// What an edge sends in one piece: <c>EGF1</c>, its name, then each record with its number, who brought it to the edge, and its bytes.
/// Lengths and numbers are little-endian; texts are UTF-8 behind a 16-bit length.
/// </summary>
public static class ForwardFrame
{
    /// <summary>Content type of a body.</summary>
    public const string ContentType = "application/vnd.egide.forward";

    /// <summary>Most records in a body.</summary>
    public const int MostRecords = 4096;

    private static ReadOnlySpan<byte> Magic => "EGF1"u8;

    /// <summary>Writes a body.</summary>
    /// <param name="edge">The edge's name: its records are numbered under it.</param>
    /// <param name="records">Records, each with its number at the edge and who brought it.</param>
    public static byte[] Write(string edge, IReadOnlyList<(long Number, string Origin, ReadOnlyMemory<byte> Bytes)> records)
    {
        using var body = new MemoryStream();
        Span<byte> number = stackalloc byte[8];
        body.Write(Magic);
        Text(body, edge);
        foreach (var (at, origin, bytes) in records)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, at);
            body.Write(number);
            Text(body, origin);
            BinaryPrimitives.WriteInt32LittleEndian(number, bytes.Length);
            body.Write(number[..4]);
            body.Write(bytes.Span);
        }

        return body.ToArray();
    }

    /// <summary>Reads a body as deliveries, one for each run of records that the same one brought; null when it is malformed.</summary>
    public static List<Delivery>? Read(ReadOnlyMemory<byte> body)
    {
        if (!body.Span.StartsWith(Magic)) return null;
        body = body[Magic.Length..];
        if (Text(ref body) is not { Length: > 0 } edge) return null;
        var deliveries = new List<Delivery>();
        var (records, keys, last) = (new List<ReadOnlyMemory<byte>>(), new List<UInt128>(), (string?)null);
        void Close()
        {
            if (records.Count > 0) deliveries.Add(new Delivery($"{edge}: {last}", records) { Keys = keys });
            (records, keys) = ([], []);
        }

        for (var count = 0; body.Length > 0; count++)
        {
            if (count >= MostRecords || body.Length < 8) return null;
            var number = BinaryPrimitives.ReadInt64LittleEndian(body.Span);
            body = body[8..];
            if (Text(ref body) is not { } origin || body.Length < 4) return null;
            var length = BinaryPrimitives.ReadInt32LittleEndian(body.Span);
            body = body[4..];
            if (length < 0 || length > body.Length) return null;
            if (origin != last) Close();
            last = origin;
            records.Add(body[..length]);
            keys.Add(KeyOf(edge, number, body.Span[..length]));
            body = body[length..];
        }

        Close();
        return deliveries;
    }

    // With the bytes: an edge whose folder was lost counts from the beginning again, and another may have taken its name. Neither may
    // make new records pass for old ones.
    private static UInt128 KeyOf(string edge, long number, ReadOnlySpan<byte> record)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        var hash = new XxHash128();
        hash.Append(Encoding.UTF8.GetBytes(edge));
        hash.Append(bytes);
        hash.Append(record);
        return hash.GetCurrentHashAsUInt128();
    }

    private static void Text(MemoryStream to, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > ushort.MaxValue) throw new ArgumentException("A name is longer than 65,535 bytes.", nameof(text));
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)bytes.Length);
        to.Write(length);
        to.Write(bytes);
    }

    private static string? Text(ref ReadOnlyMemory<byte> body)
    {
        if (body.Length < 2) return null;
        var length = BinaryPrimitives.ReadUInt16LittleEndian(body.Span);
        if (body.Length < 2 + length) return null;
        var text = Encoding.UTF8.GetString(body.Span.Slice(2, length));
        body = body[(2 + length)..];
        return text;
    }
}
