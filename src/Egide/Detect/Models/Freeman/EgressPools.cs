using System.Runtime.InteropServices;

namespace Egide.Detect.Models.Freeman;

/// <summary>
/// Learns which blocks of addresses are an organisation's shared egress: several of its accounts come from there, on
/// several days. One attacker who tries many accounts from one server in a burst does not make a pool, nor do accounts
/// of one organisation make a pool for another. Not thread-safe.
/// </summary>
internal sealed class EgressPools
{
    private const int LeastAccounts = 5;
    private const int LeastDays = 3;
    private readonly Dictionary<(int Organisation, int Subnet), Pool> _pools = [];

    private sealed class Pool
    {
        public readonly HashSet<int> Accounts = [];
        public int Days;
        public int LastDay = int.MinValue;
        public int Failures;
        public int Successes;
    }

    /// <summary>True when colleagues' habit makes this block a shared egress of the organisation.</summary>
    public bool Contains(int organisation, int subnet) =>
        organisation >= 0 && subnet >= 0 && _pools.TryGetValue((organisation, subnet), out var pool)
        && pool.Accounts.Count >= LeastAccounts && pool.Days >= LeastDays && pool.Failures <= pool.Successes;

    /// <summary>Counts a success from the block.</summary>
    public void Learn(int organisation, int subnet, int account, DateTimeOffset instant)
    {
        if (organisation < 0 || subnet < 0) return;
        ref var pool = ref CollectionsMarshal.GetValueRefOrAddDefault(_pools, (organisation, subnet), out _);
        pool ??= new Pool();
        pool.Successes++;
        if (pool.Accounts.Count < LeastAccounts) pool.Accounts.Add(account);
        var day = (int)(instant.ToUnixTimeSeconds() / 86400);
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
