using System.Numerics;

namespace Egide.Detect.Models;

/// <summary>
/// Counts that fade: by 64-bit key, a weight that halves every half-life, and beside it the weight of the novelties seen
/// below that key, fading alike. What was last seen longer ago than the horizon is forgotten. Open addressing; what is
/// forgotten is dropped when the table fills up, so that memory follows the living keys. Not thread-safe.
/// </summary>
internal sealed class DecayingTable
{
    private struct Slot
    {
        public ulong Key;
        public float Count;
        public float Novelty;
        public uint Minute;
    }

    // Fading by whole hours of age: exact to one part in 3,000 for a half-life of 90 days.
    private readonly float[] _fades;
    private Slot[] _slots;
    private int _used;

    /// <summary>Makes a table with a half-life and a horizon in days.</summary>
    public DecayingTable(double halfLifeDays = 90, double horizonDays = 180, int capacity = 1024)
    {
        _fades = new float[(int)(horizonDays * 24) + 1];
        for (var hour = 0; hour < _fades.Length; hour++) _fades[hour] = (float)Math.Exp(-Math.Log(2) * hour / (halfLifeDays * 24));
        _slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, capacity * 2))];
    }

    /// <summary>Places, used and free.</summary>
    public int Capacity => _slots.Length;

    /// <summary>Minutes since 1970, the table's clock; 0 before that and its end after the year 10136.</summary>
    public static uint MinuteOf(DateTimeOffset instant) => (uint)Math.Clamp(instant.ToUnixTimeSeconds() / 60, 0, uint.MaxValue);

    /// <summary>Faded count and novelty of <paramref name="key"/> as of <paramref name="minute"/>; zeros when unknown or forgotten.</summary>
    public (double Count, double Novelty) Read(ulong key, uint minute)
    {
        ref var slot = ref _slots[Find(_slots, key)];
        if (slot.Key == 0) return default;
        var fade = Fade(slot.Minute, minute);
        return (slot.Count * fade, slot.Novelty * fade);
    }

    /// <summary>Adds <paramref name="weight"/> and <paramref name="novelty"/> to <paramref name="key"/>; gives the faded count before.</summary>
    public double Add(ulong key, uint minute, double weight, double novelty)
    {
        ref var slot = ref _slots[Find(_slots, key)];
        if (slot.Key == 0)
        {
            slot = new Slot { Key = key, Count = (float)weight, Novelty = (float)novelty, Minute = minute };
            if (++_used * 4 > _slots.Length * 3) Renew(minute);
            return 0;
        }
        var fade = Fade(slot.Minute, minute);
        var before = slot.Count * fade;
        slot.Count = (float)(before + weight);
        slot.Novelty = (float)(slot.Novelty * fade + novelty);
        slot.Minute = Math.Max(slot.Minute, minute);
        return before;
    }

    private double Fade(uint from, uint to)
    {
        if (to <= from) return 1;
        var hours = (to - from) / 60;
        return hours < (uint)_fades.Length ? _fades[hours] : 0;
    }

    private static int Find(Slot[] slots, ulong key)
    {
        var mask = slots.Length - 1;
        var i = (int)(key >> 24) & mask;
        while (slots[i].Key != 0 && slots[i].Key != key) i = (i + 1) & mask;
        return i;
    }

    private void Renew(uint minute)
    {
        var alive = 0;
        foreach (ref readonly var slot in _slots.AsSpan())
        {
            if (slot.Key != 0 && Fade(slot.Minute, minute) > 0) alive++;
        }
        var renewed = new Slot[alive * 2 > _slots.Length ? _slots.Length * 2 : _slots.Length];
        foreach (ref readonly var slot in _slots.AsSpan())
        {
            if (slot.Key != 0 && Fade(slot.Minute, minute) > 0) renewed[Find(renewed, slot.Key)] = slot;
        }
        _slots = renewed;
        _used = alive;
    }
}
