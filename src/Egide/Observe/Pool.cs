using System.Collections;

namespace Egide.Observe;

/// <summary>A list that keeps its items when cleared, so that filling it again allocates nothing.</summary>
public sealed class Pool<T> : IReadOnlyList<T> where T : new()
{
    private readonly List<T> _items = [];

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public T this[int index] =>
        (uint)index < (uint)Count ? _items[index] : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Its items, in order; allocates nothing.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => _items.Take(Count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.Take(Count).GetEnumerator();

    internal T Add()
    {
        if (Count == _items.Count) _items.Add(new T());
        return _items[Count++];
    }

    internal void Clear() => Count = 0;

    /// <summary>Goes through a pool's items.</summary>
    public struct Enumerator
    {
        private readonly Pool<T> _pool;
        private int _next;

        internal Enumerator(Pool<T> pool) => _pool = pool;

        /// <summary>The item it stands on.</summary>
        public readonly T Current => _pool[_next - 1];

        /// <summary>Goes to the next; false after the last.</summary>
        public bool MoveNext() => ++_next <= _pool.Count;
    }
}
