using System.Collections;

namespace Egide.Observe;

/// <summary>A list that keeps its items when cleared, so that filling it again allocates nothing.</summary>
internal sealed class Pool<T> : IReadOnlyList<T> where T : new()
{
    private readonly List<T> _items = [];

    public int Count { get; private set; }

    public T this[int index] =>
        (uint)index < (uint)Count ? _items[index] : throw new ArgumentOutOfRangeException(nameof(index));

    public T Add()
    {
        if (Count == _items.Count) _items.Add(new T());
        return _items[Count++];
    }

    public void Clear() => Count = 0;

    public IEnumerator<T> GetEnumerator() => _items.Take(Count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
