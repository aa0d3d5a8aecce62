namespace Egide.Journal;

/// <summary>
/// Builds the tree leaf by leaf in tiles of 256 hashes, giving each tile away as it fills. Holds one open tile a level.
/// </summary>
internal sealed class TreeBuilder(Action<int, long, ReadOnlyMemory<byte>>? onFull)
{
    private readonly List<(byte[] Hashes, int Count, long Number)> _levels = [];

    public long Size { get; private set; }

    public void Add(ReadOnlySpan<byte> leaf)
    {
        Put(0, leaf);
        Size++;
    }

    /// <summary>Adds 256 leaves at once by the root over them; those before must end with a whole tile. The tile itself is not given away.</summary>
    public void AddTile(ReadOnlySpan<byte> root)
    {
        if (_levels.Count == 0) _levels.Add((new byte[TilePath.Width * Merkle.Size], 0, 0));
        var (hashes, count, number) = _levels[0];
        if (count > 0) throw new InvalidOperationException("A tile is open.");
        _levels[0] = (hashes, 0, number + 1);
        Put(1, root);
        Size += TilePath.Width;
    }

    public byte[] Root()
    {
        var roots = new List<byte[]>();
        for (var level = _levels.Count - 1; level >= 0; level--)
            Merkle.Decompose(_levels[level].Hashes.AsSpan(0, _levels[level].Count * Merkle.Size), roots);
        return Merkle.Fold(roots);
    }

    /// <summary>The open tiles: level, number, hashes.</summary>
    public IEnumerable<(int Level, long Number, ReadOnlyMemory<byte> Hashes)> Partial()
    {
        for (var level = 0; level < _levels.Count; level++)
        {
            var (hashes, count, number) = _levels[level];
            if (count > 0) yield return (level, number, hashes.AsMemory(0, count * Merkle.Size));
        }
    }

    private void Put(int level, ReadOnlySpan<byte> hash)
    {
        if (level == _levels.Count) _levels.Add((new byte[TilePath.Width * Merkle.Size], 0, 0));
        var (hashes, count, number) = _levels[level];
        hash.CopyTo(hashes.AsSpan(count * Merkle.Size));
        if (++count < TilePath.Width)
        {
            _levels[level] = (hashes, count, number);
            return;
        }

        onFull?.Invoke(level, number, hashes);
        _levels[level] = (hashes, 0, number + 1);
        Put(level + 1, Merkle.Perfect(hashes));
    }
}
