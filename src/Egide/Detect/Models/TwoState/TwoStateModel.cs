namespace Egide.Detect.Models.TwoState;

/// <summary>
/// Whose hands an account was in, event by event: a hidden Markov model with two states (carer, intruder) over
/// log-likelihood ratios, by the forward-backward algorithm (Rabiner 1989, section III.A) in logarithms. Only the ratio
/// intruder : carer of each event enters, so the carer's emission is 0 and the intruder's is the ratio.
/// </summary>
public sealed class TwoStateModel
{
    private readonly TwoStateRates _rates;

    /// <summary>Makes a model; throws when a rate is not strictly between 0 and 1.</summary>
    public TwoStateModel(TwoStateRates? rates = null)
    {
        _rates = rates ?? new TwoStateRates();
        _rates.Check();
    }

    /// <summary>
    /// Fills <paramref name="intruder"/> with P(intruder | all events) for each event, in time order, and gives the
    /// account's log-likelihood ratio: some intruder under this model against none ever (all carer), in nats.
    /// </summary>
    /// <param name="ratios">Log-likelihood ratio of each event, nats, positive for the intruder; NaN is refused.</param>
    /// <param name="opensSession">True where an event is the first of its session.</param>
    /// <param name="intruder">Receives the probabilities; as long as <paramref name="ratios"/>.</param>
    public double Smooth(ReadOnlySpan<double> ratios, ReadOnlySpan<bool> opensSession, Span<double> intruder) =>
        Smooth(ratios, opensSession, intruder, default);

    /// <summary>
    /// As <see cref="Smooth(ReadOnlySpan{double}, ReadOnlySpan{bool}, Span{double})"/>, and fills
    /// <paramref name="sessions"/> with the probability that the session an event belongs to was, at any of its events, in
    /// the intruder's hands (the same value at each event of a session).
    /// </summary>
    public double Smooth(ReadOnlySpan<double> ratios, ReadOnlySpan<bool> opensSession, Span<double> intruder, Span<double> sessions)
    {
        if (ratios.Length != opensSession.Length || ratios.Length != intruder.Length || !sessions.IsEmpty && sessions.Length != ratios.Length)
        {
            throw new ArgumentException("Ratios, session marks and probabilities must have one place an event.", nameof(intruder));
        }
        if (ratios.IsEmpty) return 0;
        var forward = new Pair[ratios.Length];
        var backward = new Pair[ratios.Length];
        Forward(ratios, opensSession, forward);
        Backward(ratios, opensSession, backward);
        for (var t = 0; t < ratios.Length; t++)
        {
            var odds = forward[t].Intruder + backward[t].Intruder - forward[t].Carer - backward[t].Carer;
            intruder[t] = SpecialFunctions.Logistic(odds);
        }
        if (!sessions.IsEmpty) Sessions(opensSession, intruder, backward, sessions);
        return Evidence(opensSession, forward[^1]);
    }

    private void Forward(ReadOnlySpan<double> ratios, ReadOnlySpan<bool> opens, Span<Pair> forward)
    {
        var at = new Pair(Math.Log(1 - _rates.AtFirst), Math.Log(_rates.AtFirst) + Checked(ratios[0]));
        forward[0] = at;
        for (var t = 1; t < ratios.Length; t++)
        {
            at = Moves(opens[t]).Push(at);
            forward[t] = at = at with { Intruder = at.Intruder + Checked(ratios[t]) };
        }
    }

    private void Backward(ReadOnlySpan<double> ratios, ReadOnlySpan<bool> opens, Span<Pair> backward)
    {
        var at = new Pair(0, 0);
        backward[^1] = at;
        for (var t = ratios.Length - 1; t > 0; t--)
        {
            backward[t - 1] = at = Moves(opens[t]).Pull(at with { Intruder = at.Intruder + ratios[t] });
        }
    }

    /// <summary>P(all carer over a session | data) = P(carer at its first event) · Π P(carer next | carer now, data).</summary>
    private void Sessions(ReadOnlySpan<bool> opens, ReadOnlySpan<double> intruder, ReadOnlySpan<Pair> backward, Span<double> sessions)
    {
        var stays = Moves(opensSession: false).CarerStays;
        for (var from = 0; from < opens.Length;)
        {
            var allCarer = Math.Log(Math.Max(double.Epsilon, 1 - intruder[from]));
            var to = from + 1;
            for (; to < opens.Length && !opens[to]; to++) allCarer += stays + backward[to].Carer - backward[to - 1].Carer;
            sessions[from..to].Fill(Math.Clamp(1 - Math.Exp(allCarer), 0, 1));
            from = to;
        }
    }

    /// <summary>ln P(events | some intruder) − ln P(events | all carer); the latter is 0 by the choice of emissions.</summary>
    private double Evidence(ReadOnlySpan<bool> opens, Pair last)
    {
        var allCarer = Math.Log(1 - _rates.AtFirst);
        for (var t = 1; t < opens.Length; t++) allCarer += Moves(opens[t]).CarerStays;
        return LogLess(last.Total, allCarer) - LogLess(0, allCarer);
    }

    /// <summary>ln(eᵃ − eᵇ) for a ≥ b; rounding may make them equal, and then it is the smallest that can be told.</summary>
    private static double LogLess(double a, double b) => a + Math.Log(Math.Max(1e-16, 1 - Math.Exp(b - a)));

    /// <summary>Prior log-odds of the first event.</summary>
    internal double FirstLogOdds => Math.Log(_rates.AtFirst / (1 - _rates.AtFirst));

    internal Moves Moves(bool opensSession) => opensSession
        ? new Moves(_rates.EnterAtSession, _rates.LeaveAtSession)
        : new Moves(_rates.EnterInside, _rates.LeaveInside);

    private static double Checked(double ratio) =>
        double.IsNaN(ratio) ? throw new ArgumentException("A log-likelihood ratio is not a number.", nameof(ratio)) : ratio;
}
