using System.Globalization;
using System.Text;

namespace Egide.Connectors.Live;

/// <summary>
/// Writes the records of a live journal as the trails they were: a file for each who brought them, that <c>egide investigate</c> reads.
/// Syslog frames are counted (RFC 5425), since what they carry may have lines of its own; everything else stands a record a line.
/// </summary>
public sealed class TrailExport : IDisposable
{
    private readonly string _folder;
    private readonly Dictionary<int, (FileStream File, bool Counted)> _files = [];

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
    public void Write(LiveReader reader, DateTimeOffset? since, DateTimeOffset? until, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reader);
        for (long position = 0; position < reader.Count; position++)
        {
            if (position % 4096 == 0) cancel.ThrowIfCancellationRequested();
            if (reader.Read(position, out _) is not { IsRecord: true } entry) continue;
            var received = Observe.Instant.ToDateTimeOffset(entry.Received);
            if (received >= (since ?? DateTimeOffset.MinValue) && received < (until ?? DateTimeOffset.MaxValue)) Write(entry, reader.Names[entry.Number]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (file, _) in _files.Values) file.Dispose();
    }

    private void Write(LiveEntry entry, string name)
    {
        if (!_files.TryGetValue(entry.Number, out var into))
        {
            var path = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{entry.Number:D4}-{Safe(name)}.log"));
            _files[entry.Number] = into = (new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 16), name.Contains("syslog/", StringComparison.Ordinal));
        }

        if (into.Counted) into.File.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{entry.Payload.Length} ")));
        into.File.Write(entry.Payload);
        if (!into.Counted) into.File.WriteByte((byte)'\n');
        Records++;
    }

    private static string Safe(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'))[..Math.Min(80, name.Length)];
}
