namespace Egide.Detect.Models.Fingerprint;

/// <summary>
/// Settings of <see cref="BehaviouralFingerprint"/>. The defaults are round values around the best on 25 users of the SEA
/// data, so that figure is not blind; what remains when users are left out of the choice is in docs/detection-models.md.
/// </summary>
public sealed record FingerprintOptions
{
    /// <summary>Weight of what others do behind an account's single symbols, in symbols.</summary>
    public double SymbolPrior { get; init; } = 50;

    /// <summary>Weight of single symbols behind an account's pairs, in symbols.</summary>
    public double PairPrior { get; init; } = 3;

    /// <summary>What each known value gives to the unknown ones (absolute discount, Ney, Essen and Kneser 1994).</summary>
    public double Discount { get; init; } = 0.6;

    /// <summary>The n-th repeat of a pair in one block weighs n to the power of minus this: repeats are one decision.</summary>
    public double Burstiness { get; init; } = 0.5;

    /// <summary>The most that one symbol may speak against the holder, nats.</summary>
    public double MostPerSymbol { get; init; } = 6;

    /// <summary>A block is learnt when it lies less than so many deviations above the accepted ones' mean.</summary>
    public double Acceptance { get; init; } = 1.5;

    /// <summary>Share of a block's excess carried to the next: an intruder stays for several blocks.</summary>
    public double Persistence { get; init; } = 0.5;

    /// <summary>The most that is carried, nats.</summary>
    public double MostCarried { get; init; } = 100;

    /// <summary>Blocks learnt without condition before any is judged.</summary>
    public int WarmUp { get; init; } = 20;
}
