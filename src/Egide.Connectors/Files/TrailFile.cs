namespace Egide.Connectors.Files;

/// <summary>
/// One file to read, uncompressed: on disk or inside archives. Inside archives it is read as it passes: open it
/// before asking the walk for the next file, and once.
/// </summary>
public sealed class TrailFile
{
    private readonly Stream _stream;

    internal TrailFile(string name, DateTimeOffset? lastWrite, ReadOnlyMemory<byte> head, Stream stream)
    {
        Name = name;
        LastWrite = lastWrite;
        Head = head;
        _stream = stream;
    }

    /// <summary>Path as given or found; <c>archive!inner/path</c> inside archives.</summary>
    public string Name { get; }

    /// <summary>When it was last written, as the disk or the archive says; dates without a year are told from it.</summary>
    public DateTimeOffset? LastWrite { get; }

    /// <summary>Its first bytes, up to 64 KB: enough to tell what it is without opening it.</summary>
    public ReadOnlyMemory<byte> Head { get; }

    /// <summary>
    /// The whole content from its start, forward only. Damage, limits and read failures end the stream and are
    /// reported as an <see cref="IntakeProblem"/> to the walk's listener: reading throws nothing of theirs.
    /// </summary>
    public Stream Open() => _stream;
}
