using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Egide.Connectors.Live;
using Egide.Journal;

namespace Egide.Connectors.Forward;

/// <summary>Reads an edge's journal from where the last answer left off.</summary>
internal sealed class EdgeReader(string journal)
{
    private const int MostBytes = 4 << 20;
    private readonly Dictionary<int, string> _names = [];
    private JournalReader? _reader;
    private long _named;

    /// <summary>Records from a position on that are published, and the position after the last entry looked at.</summary>
    public (List<(long Number, string Origin, ReadOnlyMemory<byte> Bytes)> Records, long Next) From(long position)
    {
        var records = new List<(long, string, ReadOnlyMemory<byte>)>();
        if (!File.Exists(Path.Combine(journal, "checkpoint"))) return (records, position);
        if (_reader is null || position >= _reader.Count) _reader = JournalReader.Open(journal);
        for (; _named < Math.Min(position, _reader.Count); _named++) Learn(_reader.Entry(_named), _named);
        var bytes = 0;
        for (; position < _reader.Count && records.Count < ForwardFrame.MostRecords && bytes < MostBytes; position++)
        {
            var entry = _reader.Entry(position);
            Learn(entry, position);
            _named = Math.Max(_named, position + 1);
            if (entry.Kind != EntryKind.Record || _reader.Payload(position) is not { } payload) continue;
            records.Add((position, _names.GetValueOrDefault(BinaryPrimitives.ReadInt32LittleEndian(entry.Header), "?"), payload));
            bytes += payload.Length;
        }

        return (records, position);
    }

    private void Learn(JournalEntry entry, long position)
    {
        if (entry.Kind != EntryKind.Fact || !entry.Header.AsSpan().SequenceEqual(JournalReplay.Origin)) return;
        using var fact = JsonDocument.Parse(_reader!.Payload(position) ?? Encoding.ASCII.GetBytes("{\"number\":-1,\"name\":\"?\"}"));
        _names[fact.RootElement.GetProperty("number").GetInt32()] = fact.RootElement.GetProperty("name").GetString() ?? "?";
    }
}
