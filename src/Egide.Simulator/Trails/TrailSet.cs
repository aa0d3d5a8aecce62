using System.Globalization;
using System.IO.Compression;

namespace Egide.Simulator;

/// <summary>The files of all trails; daily ones are closed at midnight as rotations do.</summary>
internal sealed class TrailSet(RegionOptions options) : IDisposable
{
    private readonly Dictionary<string, TrailFile> _daily = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TrailFile> _long = new(StringComparer.Ordinal);
    private ZipArchive? _zip;
    private int _day;

    public void Turn(int day)
    {
        Close(_daily);
        _day = day;
    }

    private DateOnly Date => options.Start.AddDays(_day);

    /// <summary>A file a day; older days are compressed where the system's rotation does so.</summary>
    public TrailFile Daily(string key, string pattern, bool rotationCompresses, string prelude = "", string separator = "", string footer = "")
    {
        if (_daily.TryGetValue(key, out var file))
            return file;
        var name = "trails/" + pattern.Replace("{date}", Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{day}", Date.ToString("yyyyMMdd", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        // The last two days are still plain: logrotate compresses a day late.
        var gzip = options.CompressAll || (rotationCompresses && _day < options.Days - 2);
        if (gzip)
            name += ".gz";
        return _daily[key] = Begin(new TrailFile(name, TrailFile.Open(Path.Combine(options.Out, name), gzip, options.CompressAll), separator) { Footer = Ascii(footer) }, prelude);
    }

    /// <summary>One file for the whole time.</summary>
    public TrailFile Whole(string key, string pattern, string prelude = "", int preludeRecords = 0)
    {
        if (_long.TryGetValue(key, out var file))
            return file;
        var name = "trails/" + pattern + (options.CompressAll ? ".gz" : "");
        file = Begin(new TrailFile(name, TrailFile.Open(Path.Combine(options.Out, name), options.CompressAll, options.CompressAll)), prelude);
        file.Records = preludeRecords;
        return _long[key] = file;
    }

    /// <summary>An entry a day inside one zip, as an administrator hands over an export.</summary>
    public TrailFile Zipped(string key, string archive, string pattern)
    {
        if (_daily.TryGetValue(key, out var file))
            return file;
        _zip ??= ZipFor(archive);
        var name = pattern.Replace("{day}", Date.ToString("yyyyMMdd", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var entry = _zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = new DateTimeOffset(Date.ToDateTime(new TimeOnly(23, 59)), TimeSpan.Zero);
        return _daily[key] = new TrailFile("trails/" + archive + "!" + name, new BufferedStream(entry.Open(), 1 << 16));
    }

    private ZipArchive ZipFor(string archive)
    {
        var path = Path.Combine(options.Out, "trails", archive);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new ZipArchive(new FileStream(path, FileMode.Create), ZipArchiveMode.Create);
    }

    private static TrailFile Begin(TrailFile file, string prelude)
    {
        if (prelude.Length > 0)
            file.Prelude(Ascii(prelude));
        return file;
    }

    private static byte[] Ascii(string text) => System.Text.Encoding.ASCII.GetBytes(text);

    private static void Close(Dictionary<string, TrailFile> files)
    {
        foreach (var file in files.Values)
            file.Dispose();
        files.Clear();
    }

    public void Dispose()
    {
        Close(_daily);
        Close(_long);
        _zip?.Dispose();
        _zip = null;
    }
}
