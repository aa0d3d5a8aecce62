using System.IO.Compression;

namespace Egide.Simulator;

/// <summary>One file of a trail while it is written, plain, gzip or an entry of a zip.</summary>
internal sealed class TrailFile(string relative, Stream stream, string separator = "") : IDisposable
{
    private readonly byte[] _separator = System.Text.Encoding.ASCII.GetBytes(separator);

    /// <summary>Path below the region's folder, with '/'; an entry of an archive follows a '!'.</summary>
    public string Relative { get; } = relative;

    /// <summary>Records so far; the next one has this number plus one, which is its line in formats of lines.</summary>
    public int Records { get; set; }
    public byte[] Footer { get; init; } = [];

    public void Write(ReadOnlySpan<byte> record)
    {
        if (Records > 0 && _separator.Length > 0)
            stream.Write(_separator);
        stream.Write(record);
        Records++;
    }

    public void Prelude(ReadOnlySpan<byte> bytes) => stream.Write(bytes);

    public void Dispose()
    {
        stream.Write(Footer);
        stream.Dispose();
    }

    public static Stream Open(string path, bool gzip, bool small)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 17);
        return gzip ? new BufferedStream(new GZipStream(file, small ? CompressionLevel.SmallestSize : CompressionLevel.Fastest), 1 << 16) : file;
    }
}
