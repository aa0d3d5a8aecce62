using System.Runtime.InteropServices;

namespace Egide.Detect.Models.Freeman;

/// <summary>
/// Learns which blocks of addresses are an organisation's shared egress: several of its accounts come from there, each on
/// at least two days, on five days together. One attacker who tries many accounts from one server does not make a pool in
/// passing, nor do accounts of one organisation make a pool for another. Not thread-safe.
/// </summary>
internal sealed class EgressPools
{
    private const int LeastAccounts = 5;
    private const int LeastDays = 5;
    private readonly Dictionary<(int Organisation, int Subnet), Pool> _pools = [];

    private sealed class Pool
    {
        public readonly Dictionary<int, int> FirstDays = [];
        public readonly HashSet<int> Settled = [];
        public int Days;
        public int LastDay = int.MinValue;
        public int Failures;
        public int Successes;
    }

    /// <summary>True when colleagues' habit makes this block a shared egress of the organisation.</summary>
    public bool Contains(int organisation, int subnet) =>
        organisation >= 0 && subnet >= 0 && _pools.TryGetValue((organisation, subnet), out var pool)
        && pool.Settled.Count >= LeastAccounts && pool.Days >= LeastDays && pool.Failures <= pool.Successes;

    /// <summary>Counts a success from the block.</summary>
    public void Learn(int organisation, int subnet, int account, DateTimeOffset instant)
    {
        if (organisation < 0 || subnet < 0) return;
        ref var pool = ref CollectionsMarshal.GetValueRefOrAddDefault(_pools, (organisation, subnet), out _);
        pool ??= new Pool();
        pool.Successes++;
        var day = (int)(instant.ToUnixTimeSeconds() / 86400);
        if (pool.Settled.Count < LeastAccounts && !pool.FirstDays.TryAdd(account, day) && pool.FirstDays[account] < day)
        {
            pool.Settled.Add(account);
            if (pool.Settled.Count == LeastAccounts) pool.FirstDays.Clear();
        }
        if (day <= pool.LastDay) return;
        pool.LastDay = day;
        pool.Days++;
    }

    /// <summary>Counts a failed attempt from the block on an account of the organisation.</summary>
    public void LearnFailure(int organisation, int subnet)
    {
        if (organisation >= 0 && subnet >= 0 && _pools.TryGetValue((organisation, subnet), out var pool)) pool.Failures++;
    }
}
