using Microsoft.Win32.SafeHandles;

namespace Egide.Journal;

/// <summary>The segment that is written to. Its end moves only once a frame is whole in it.</summary>
internal sealed class SegmentFile : IDisposable
{
    private readonly string _directory;
    private SafeFileHandle _handle;
    private int _number;
    private long _end;

    /// <summary>Opens the last segment of a journal, made when there is none.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public SegmentFile(string directory)
    {
        _directory = directory;
        _number = Math.Max(0, Segments.Files(directory).Length - 1);
        _handle = Opened(_number);
        _end = RandomAccess.GetLength(_handle);
    }

    /// <summary>Bytes of whole frames.</summary>
    public long Length => _end;

    public string Path => System.IO.Path.Combine(_directory, Segments.Name(_number));

    /// <summary>Writes a frame at the end. When it throws, <see cref="Cut"/> what may have been written of it.</summary>
    public void Append(IReadOnlyList<ReadOnlyMemory<byte>> frame)
    {
        RandomAccess.Write(_handle, frame, _end);
        foreach (var part in frame) _end += part.Length;
    }

    /// <summary>Takes away what a refused write left.</summary>
    public void Cut() => RandomAccess.SetLength(_handle, _end);

    /// <summary>Makes what was appended durable.</summary>
    public void Flush() => Disk.Flush(_handle, Path);

    /// <summary>Goes on in a new segment; this one, which must be durable, is closed once the next is open.</summary>
    public void Roll()
    {
        var next = Opened(_number + 1);
        _handle.Dispose();
        (_handle, _number, _end) = (next, _number + 1, RandomAccess.GetLength(next));
    }

    public void Dispose() => _handle.Dispose();

    private SafeFileHandle Opened(int number)
    {
        var path = System.IO.Path.Combine(_directory, Segments.Name(number));
        var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            Disk.SyncFolder(System.IO.Path.GetDirectoryName(path)!);
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }
}
