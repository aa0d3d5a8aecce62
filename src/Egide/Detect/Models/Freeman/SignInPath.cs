namespace Egide.Detect.Models.Freeman;

/// <summary>One step down a sign-in's hierarchy: a value given the values above it.</summary>
/// <param name="Level">Which level it is.</param>
/// <param name="Parent">Key of the values above.</param>
/// <param name="Value">Key of the values above and this one.</param>
/// <param name="Share">Weight of the step: 1, save for the hours beside the sign-in's own.</param>
internal readonly record struct Step(SignInLevel Level, ulong Parent, ulong Value, double Share = 1);

/// <summary>
/// Spells a sign-in as steps, coarse to fine. A level that the trail does not tell is skipped: the finer ones hang below
/// the last known one. Keys are 64-bit hashes: with a billion keys the chance of any collision is about 3 %.
/// </summary>
internal static class SignInPath
{
    /// <summary>Steps of the longest path.</summary>
    public const int Longest = 12;

    /// <summary>Key that all networks hang below.</summary>
    public static readonly ulong NetworkRoot = Mix(0xA11CE);
    private static readonly ulong AgentRoot = Mix(0xB0B);
    private static readonly ulong HourRoot = Mix(0xC10C);

    /// <summary>Fills <paramref name="room"/> (<see cref="Longest"/> places) and gives the part that was filled. With
    /// <paramref name="spreadHour"/> the hour is shared with its neighbours (¼, ½, ¼), as learning wants.</summary>
    public static Span<Step> Of(in SignIn s, Span<Step> room, bool spreadHour)
    {
        var n = 0;
        var at = NetworkRoot;
        Descend(SignInLevel.Country, s.Country, ref at, room, ref n);
        var known = s.Kind != NetworkKind.Unknown || s.Network >= 0 || s.Country >= 0;
        Descend(SignInLevel.Kind, known ? (int)s.Kind : -1, ref at, room, ref n);
        Descend(SignInLevel.Network, s.Network, ref at, room, ref n);
        Descend(SignInLevel.Subnet, s.Subnet, ref at, room, ref n);
        Descend(SignInLevel.Address, s.Address, ref at, room, ref n);
        at = AgentRoot;
        Descend(SignInLevel.Device, s.Device, ref at, room, ref n);
        Descend(SignInLevel.Os, s.Os, ref at, room, ref n);
        Descend(SignInLevel.Browser, s.Browser, ref at, room, ref n);
        Descend(SignInLevel.Family, s.Family, ref at, room, ref n);
        for (var beside = spreadHour ? -1 : 0; beside <= (spreadHour ? 1 : 0); beside++)
        {
            at = HourRoot;
            Descend(SignInLevel.Hour, HourOf(s.Instant.AddHours(beside)), ref at, room, ref n);
            if (spreadHour) room[n - 1] = room[n - 1] with { Share = beside == 0 ? 0.5 : 0.25 };
        }
        return room[..n];
    }

    /// <summary>Spreads the bits of a key (the finaliser of SplitMix64, Steele, Lea and Flood 2014).</summary>
    public static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15UL;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ z >> 27) * 0x94D049BB133111EBUL;
        return z ^ z >> 31;
    }

    private static int HourOf(DateTimeOffset t) =>
        t.Hour + (t.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 24 : 0);

    private static void Descend(SignInLevel level, int value, ref ulong at, Span<Step> room, ref int n)
    {
        if (value < 0) return;
        var below = Mix(at ^ ((ulong)level + 1) << 48 ^ (uint)value);
        room[n++] = new Step(level, at, below);
        at = below;
    }
}
