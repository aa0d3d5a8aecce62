namespace Egide.Observe.Context;

/// <summary>
/// Numbers in the order met for 64-bit hashes: twelve bytes a place where a dictionary takes twenty-eight, which tells with
/// tens of millions. The hashes must be even in their low bits.
/// </summary>
internal sealed class NumberedHashes
{
    private ulong[] _hashes = new ulong[16];

    // One more than the number; zero is a free place.
    private int[] _numbers = new int[16];

    /// <summary>Hashes held.</summary>
    public int Count { get; private set; }

    /// <summary>The number of a hash; -1 when it is not held.</summary>
    public int Find(ulong hash) => _numbers[Place(hash)] - 1;

    /// <summary>The number of a hash, <see cref="Count"/> as it was when it is new.</summary>
    public int Number(ulong hash)
    {
        var place = Place(hash);
        if (_numbers[place] != 0) return _numbers[place] - 1;
        // At three quarters full, runs of taken places stay short.
        if (Count + 1 > _numbers.Length / 4 * 3)
        {
            Grow();
            place = Place(hash);
        }

        _hashes[place] = hash;
        _numbers[place] = ++Count;
        return Count - 1;
    }

    private int Place(ulong hash)
    {
        var mask = _numbers.Length - 1;
        var place = (int)hash & mask;
        while (_numbers[place] != 0 && _hashes[place] != hash) place = (place + 1) & mask;
        return place;
    }

    private void Grow()
    {
        var (hashes, numbers) = (_hashes, _numbers);
        _hashes = new ulong[hashes.Length * 2];
        _numbers = new int[hashes.Length * 2];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] == 0) continue;
            var place = Place(hashes[i]);
            (_hashes[place], _numbers[place]) = (hashes[i], numbers[i]);
        }
    }
}
