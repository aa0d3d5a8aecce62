namespace Egide.Detect.Models.Breadth;

/// <summary>
/// Page's cumulative sum over log-likelihood ratios: S = max(0, S + ratio). It adds up what is too little on any one day
/// (three foreign patients a day for weeks) and forgets by itself when the ratios turn negative again. When a ratio's
/// mean of eˣ under the holder is at most 1, alarms at S ≥ ln N come at most once in N observations on average (Lorden
/// 1971, theorem 2): with daily observations <see cref="OneYear"/> means a false alarm a year at most.
/// </summary>
public struct Cusum
{
    /// <summary>Threshold for one false alarm in 365 daily observations at most: ln 365.</summary>
    public const double OneYear = 5.8998973535824915;

    /// <summary>The sum now, nats.</summary>
    public double Value { get; private set; }

    /// <summary>Adds an observation's log-likelihood ratio and gives the sum.</summary>
    public double Add(double logRatio) => Value = Math.Max(0, Value + logRatio);

    /// <summary>Begins again, after an alarm was dealt with.</summary>
    public void Reset() => this = default;
}
