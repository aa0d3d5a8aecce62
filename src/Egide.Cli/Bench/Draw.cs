namespace Egide.Cli.Bench;

/// <summary>Numbers drawn by place and not in turn, so that any part of a synthetic register can be made alone (SplitMix64).</summary>
internal static class Draw
{
    /// <summary>64 even bits for a place and a purpose.</summary>
    public static ulong Of(ulong place, ulong purpose)
    {
        var z = (place + 1) * 0x9E3779B97F4A7C15 + purpose * 0xD1B54A32D192ED03;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to 1, 1 left out.</summary>
    public static double Even(ulong place, ulong purpose) => (Of(place, purpose) >> 11) * (1.0 / (1UL << 53));
}
