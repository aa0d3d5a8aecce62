using System.Text.Json;
using Egide.Connectors.Files;
using Egide.Observe;

namespace Egide.Connectors.Mapped;

/// <summary>
/// Reads any CSV or NDJSON by the first of its mappings that fits the file's header, or the record's keys.
/// A category stands as <c>category</c> among the details of the patient (or of the query, or of a thing of its own).
/// </summary>
/// <param name="mappings">In the order in which they are tried.</param>
public sealed class MappedDecoder(IReadOnlyList<Mapping> mappings) : IDecoder, IFileAware
{
    private static readonly int FieldCount = Enum.GetValues<MappedField>().Length;

    private readonly TextCache _texts = new(encoding: LenientUtf8.Of(null));
    private readonly string?[] _names = JsonWalk.Room();
    private readonly string?[] _fields = new string?[FieldCount];
    private Mapping? _mapping;
    private MappedField?[] _columns = [];
    private byte _delimiter;
    private byte[] _header = [];

    /// <inheritdoc/>
    public void Begin(RecordFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        _mapping = null;
        if (file.Framing != Framing.Csv || !CsvHeader.TryRead(file.Header.Span, out var found)) return;
        foreach (var mapping in mappings)
        {
            if (!mapping.IsCsv) continue;
            _delimiter = mapping.Delimiter is { } own ? (byte)own : found;
            var names = CsvHeader.Names(file.Header.Span, _delimiter);
            if (!mapping.Fits(names)) continue;
            _mapping = mapping;
            _columns = Array.ConvertAll(names, name => FieldOf(mapping, name));
            _header = file.Header.ToArray();
            return;
        }
    }

    /// <inheritdoc/>
    public Decoding Decode(ReadOnlySpan<byte> record, AuditEvent into)
    {
        if (_mapping is not null) return Row(record, _mapping, into);
        if (record.IsEmpty || record[0] != '{') return Decoding.NotMine;
        foreach (var mapping in mappings)
        {
            if (!mapping.IsCsv && MayFit(record, mapping) && ReadJson(record, mapping)) return MappedFill.Fill(_fields, mapping, into);
        }

        return Decoding.NotMine;
    }

    private Decoding Row(ReadOnlySpan<byte> record, Mapping mapping, AuditEvent into)
    {
        if (record.SequenceEqual(_header)) return Decoding.Other("CSV header");
        Array.Clear(_fields);
        var row = new CsvRow(record, _delimiter);
        var count = 0;
        while (row.Next(out var field))
        {
            if (count < _columns.Length && _columns[count] is { } known) _fields[(int)known] = _texts.Get(field);
            count++;
        }

        return count < _columns.Length / 2 ? Decoding.Broken(UnreadCode.TooFewFields, "the row has too few fields") : MappedFill.Fill(_fields, mapping, into);
    }

    private static bool MayFit(ReadOnlySpan<byte> record, Mapping mapping)
    {
        foreach (var name in mapping.MatchNames)
        {
            if (record.IndexOf(name) < 0) return false;
        }

        return true;
    }

    private bool ReadJson(ReadOnlySpan<byte> record, Mapping mapping)
    {
        Array.Clear(_fields);
        var matched = 0;
        try
        {
            var walk = new JsonWalk(record, _texts, _names);
            while (walk.Next())
            {
                var path = Path(ref walk);
                if (mapping.Match.Contains(path)) matched++;
                if (FieldOf(mapping, path) is { } field) _fields[(int)field] ??= walk.Text();
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return matched > 0;
    }

    private static string Path(ref JsonWalk walk)
    {
        if (walk.Depth <= 1) return walk.Name;
        var path = walk.NameAt(0);
        for (var level = 1; level < walk.Depth; level++) path += "." + walk.NameAt(level);
        return path;
    }

    private static MappedField? FieldOf(Mapping mapping, string name)
    {
        foreach (var (field, column) in mapping.Columns)
        {
            if (string.Equals(column, name, StringComparison.OrdinalIgnoreCase)) return field;
        }

        return null;
    }
}
