namespace Egide.Simulator;

/// <summary>What goes wrong in the evidence, and where: always at portals that were attacked, when any was.</summary>
internal sealed class Hostility
{
    /// <summary>What the slow clock shows less than the true time, in milliseconds.</summary>
    public const long Late = 11 * ParisClock.Minute;

    /// <summary>Names accepted in <see cref="RegionOptions.Hostile"/>.</summary>
    public static readonly string[] Known = ["missing-logs", "merges", "clock", "wrong-profile"];

    /// <summary>Chooses the portals; the attacks must have marked their accounts.</summary>
    public Hostility(World world)
    {
        int[] attacked = [.. world.Staff.Where(p => p.Regional?.Attack is not null).Select(p => p.Home.Territory).Distinct().Order()];
        if (attacked.Length == 0)
            attacked = [0, 1, 2];
        SlowClock = Portal("clock");
        WrongProfile = Portal("wrong-profile");

        int Portal(string condition) => world.Options.Suffers(condition) ? new Rng(world.Options.Seed, "hostile-" + condition).Pick(attacked) : -1;
    }

    /// <summary>Territory whose portal writes its audit events by a clock that is late, or -1.</summary>
    public int SlowClock { get; }

    /// <summary>Territory whose portal the profiles describe wrongly, or -1.</summary>
    public int WrongProfile { get; }
}
