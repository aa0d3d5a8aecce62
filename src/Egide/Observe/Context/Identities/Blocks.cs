namespace Egide.Observe.Context.Identities;

/// <summary>A list in blocks: growing copies nothing and leaves no half-empty array behind, which tells with millions of items.</summary>
internal sealed class Blocks<T>
    where T : struct
{
    private const int Bits = 16;
    private readonly List<T[]> _blocks = [];

    /// <summary>Items held.</summary>
    public int Count { get; private set; }

    /// <summary>An item, where it lies.</summary>
    public ref T this[int index] => ref _blocks[index >> Bits][index & ((1 << Bits) - 1)];

    /// <summary>Adds one.</summary>
    public void Add(in T item)
    {
        // The first block grows like a list, so that a small register is small.
        if (Count < 1 << Bits)
        {
            if (Count == 0) _blocks.Add(new T[64]);
            else if (Count == _blocks[0].Length)
            {
                var first = _blocks[0];
                Array.Resize(ref first, first.Length * 2);
                _blocks[0] = first;
            }
        }
        else if (Count >> Bits == _blocks.Count)
        {
            _blocks.Add(new T[1 << Bits]);
        }

        this[Count++] = item;
    }
}
