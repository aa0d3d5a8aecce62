namespace Egide.Observe;

/// <summary>Some hundred accesses on their way from one thread to the next, flat; filled again and again.</summary>
internal sealed class AccessBatch
{
    private const int FullBytes = 256 << 10;
    private readonly List<(int Start, int Size)> _accesses = [];
    private byte[] _bytes = new byte[FullBytes + (16 << 10)];
    private int _used;

    public int Count => _accesses.Count;

    public bool IsFull => _used >= FullBytes;

    public void Add(Access access)
    {
        var size = access.Size;
        if (_bytes.Length < _used + size) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + size));
        access.Write(_bytes.AsSpan(_used, size));
        _accesses.Add((_used, size));
        _used += size;
    }

    public void Read(int index, Access into) => into.Read(_bytes.AsSpan(_accesses[index].Start, _accesses[index].Size));

    public void Clear()
    {
        _accesses.Clear();
        _used = 0;
    }
}
