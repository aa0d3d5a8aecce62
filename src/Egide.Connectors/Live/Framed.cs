using Egide.Connectors.Files;

namespace Egide.Connectors.Live;

/// <summary>Takes apart what came in one piece: a resource, a Bundle, NDJSON, XML, log lines; as a file of the same bytes would be.</summary>
public static class Framed
{
    /// <summary>The records in a body, in its order.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Of(byte[] body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var records = new List<ReadOnlyMemory<byte>>();
        using var stream = new GuardedStream(new MemoryStream(body, writable: false), "body", _ => { });
        using var reader = new RecordReader(new TrailFile("body", null, stream.Peek(64 << 10), stream), _ => { });
        using var block = new RecordBlock();
        while (reader.ReadBlock(block))
        {
            for (var i = 0; i < block.Count; i++) records.Add(block.Record(i).ToArray());
        }

        return records;
    }
}
