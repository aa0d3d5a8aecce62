using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Egide.Journal;

namespace Egide.Connectors.Live;

/// <summary>
/// Writes the records of a live journal as the trails they were: a file for each who brought them, that <c>egide investigate</c> reads.
/// Syslog frames are counted (RFC 5425), since what they carry may have lines of its own; everything else stands a record a line.
/// </summary>
public sealed class TrailExport : IDisposable
{
    private readonly string _folder;
    private readonly Dictionary<int, string> _names = [];
    private readonly Dictionary<int, FileStream> _files = [];

    /// <summary>Writes into a folder, made when absent.</summary>
    public TrailExport(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
    }

    /// <summary>Records written.</summary>
    public long Records { get; private set; }

    /// <summary>Writes all that is published and came in between two instants.</summary>
    /// <param name="reader">The journal.</param>
    /// <param name="since">Received from this instant on; null for the beginning.</param>
    /// <param name="until">Received before this instant; null for the end.</param>
    /// <param name="cancel">Stops it.</param>
    public void Write(JournalReader reader, DateTimeOffset? since, DateTimeOffset? until, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reader);
        for (long position = 0; position < reader.Count; position++)
        {
            if (position % 4096 == 0) cancel.ThrowIfCancellationRequested();
            var entry = reader.Entry(position);
            if (reader.Payload(position) is not { } payload) continue;
            if (entry.Kind == EntryKind.Fact && entry.Header.AsSpan().SequenceEqual(JournalReplay.Origin)) JournalReplay.Name(payload, (number, name) => _names[number] = name);
            if (entry.Kind != EntryKind.Record) continue;
            var received = Observe.Instant.ToDateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(entry.Header.AsSpan(4)));
            if (received < since || received >= until) continue;
            Write(BinaryPrimitives.ReadInt32LittleEndian(entry.Header), payload);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _files.Values) file.Dispose();
    }

    private void Write(int origin, byte[] record)
    {
        var name = _names.GetValueOrDefault(origin, "unknown");
        if (!_files.TryGetValue(origin, out var file))
            _files[origin] = file = new FileStream(Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{origin:D4}-{Safe(name)}.log")), FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 16);
        if (name.Contains("syslog/", StringComparison.Ordinal)) file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{record.Length} ")));
        file.Write(record);
        if (!name.Contains("syslog/", StringComparison.Ordinal)) file.WriteByte((byte)'\n');
        Records++;
    }

    private static string Safe(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'))[..Math.Min(80, name.Length)];
}
