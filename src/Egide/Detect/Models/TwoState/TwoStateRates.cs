namespace Egide.Detect.Models.TwoState;

/// <summary>
/// How readily an account changes hands, as probabilities from one event to the next. Hands change mostly where a session
/// begins; inside a session it takes a stolen session. The defaults are judgement: see docs/detection-models.md.
/// </summary>
public sealed record TwoStateRates
{
    /// <summary>Probability that the first event is an intruder's.</summary>
    public double AtFirst { get; init; } = 0.001;

    /// <summary>Carer to intruder where a session begins.</summary>
    public double EnterAtSession { get; init; } = 0.001;

    /// <summary>Carer to intruder between two events of one session.</summary>
    public double EnterInside { get; init; } = 1e-6;

    /// <summary>Intruder to carer where a session begins: the real carer goes on working.</summary>
    public double LeaveAtSession { get; init; } = 0.3;

    /// <summary>Intruder to carer between two events of one session.</summary>
    public double LeaveInside { get; init; } = 1e-4;

    /// <summary>Throws when a rate is not strictly between 0 and 1.</summary>
    internal void Check()
    {
        foreach (var rate in (ReadOnlySpan<double>)[AtFirst, EnterAtSession, EnterInside, LeaveAtSession, LeaveInside])
        {
            if (!(rate > 0 && rate < 1)) throw new ArgumentOutOfRangeException(nameof(TwoStateRates), rate, "A rate of changing hands must lie strictly between 0 and 1.");
        }
    }
}
