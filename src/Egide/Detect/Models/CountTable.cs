using System.Numerics;

namespace Egide.Detect.Models;

/// <summary>
/// Counts by 64-bit key, open addressing with linear probing: one array, no object a key. The key 0 is not allowed.
/// Not thread-safe.
/// </summary>
internal sealed class CountTable
{
    private (ulong Key, int Count)[] _slots;
    private int _used;

    /// <summary>Makes room for about <paramref name="capacity"/> keys; it grows by doubling.</summary>
    public CountTable(int capacity = 1024) => _slots = new (ulong, int)[BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, capacity * 2))];

    /// <summary>Number of distinct keys.</summary>
    public int Distinct => _used;

    /// <summary>Count of <paramref name="key"/>, 0 when never added.</summary>
    public int this[ulong key] => _slots[Find(key)].Count;

    /// <summary>Adds one to <paramref name="key"/> and gives the count before.</summary>
    public int Add(ulong key)
    {
        ref var slot = ref _slots[Find(key)];
        if (slot.Key == key) return slot.Count++;
        slot = (key, 1);
        if (++_used * 2 > _slots.Length) Grow();
        return 0;
    }

    private int Find(ulong key)
    {
        var mask = _slots.Length - 1;
        var i = (int)(key * 0x9E3779B97F4A7C15UL >> 20) & mask;
        while (_slots[i].Key != 0 && _slots[i].Key != key) i = (i + 1) & mask;
        return i;
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new (ulong, int)[old.Length * 2];
        foreach (var slot in old)
        {
            if (slot.Key != 0) _slots[Find(slot.Key)] = slot;
        }
    }
}
