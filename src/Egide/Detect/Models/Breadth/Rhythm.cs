namespace Egide.Detect.Models.Breadth;

/// <summary>
/// Is the time between accesses a machine's? Machines wait an even time (coefficient of variation below .2), people do
/// not (their gaps are near log-normal with a deviation near 1). Each gap is predicted from those before it under both
/// laws, so the ratio's mean under the human law is at most 1 but for its learnt centre.
/// </summary>
internal struct Rhythm
{
    private const double MachineSpread = 0.15, HumanSpread = 1.1;
    // Both pause, a person more often: half an hour between two patients is no machine's mark.
    private const double PauseSpread = 2.5, MachinePauses = 0.1, HumanPauses = 0.15;
    private double _centre;
    private double _mean, _squares;

    /// <summary>Gaps seen.</summary>
    public int Count { get; private set; }

    /// <summary>Sum of log-likelihood ratios machine : person, nats.</summary>
    public double LogRatio { get; private set; }

    /// <summary>Coefficient of variation of all gaps (standard deviation over mean); 0 before two.</summary>
    public readonly double Variation => Count < 2 || _mean <= 0 ? 0 : Math.Sqrt(_squares / (Count - 1)) / _mean;

    /// <summary>Takes the seconds since the access before; below a tenth of a second counts as a tenth (one screen, several events).</summary>
    public void Add(double seconds)
    {
        var log = Math.Log(Math.Max(0.1, seconds));
        if (Count >= 3)
        {
            var away = log - _centre;
            var pause = Normal(away, PauseSpread);
            var machine = (1 - MachinePauses) * Normal(away, MachineSpread) + MachinePauses * pause;
            var person = (1 - HumanPauses) * Normal(away, HumanSpread) + HumanPauses * pause;
            LogRatio = Math.Max(0, LogRatio + Math.Log(machine / person));
        }
        // A running median in logarithms: a pause hardly moves it.
        _centre = Count == 0 ? log : _centre + Math.Clamp(log - _centre, -0.3, 0.3) * Math.Max(0.1, 1.0 / (Count + 1));
        Count++;
        var before = _mean;
        _mean += (seconds - _mean) / Count;
        _squares += (seconds - before) * (seconds - _mean);
    }

    private static double Normal(double x, double spread) => Math.Exp(-0.5 * (x / spread) * (x / spread)) / spread;
}
