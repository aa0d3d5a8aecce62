namespace Egide.Detect.Models.Freeman;

/// <summary>
/// Is this sign-in the account holder's? A causal form of Freeman et al. (NDSS 2016): at every level of network and agent,
/// P(value | account) = (n(value) + α·P(value | peers)) / (n + α), peers backing off to the organisation and then to all,
/// against what an attacker would show (global frequency, failed sign-ins up to a share, a prior by kind of network).
/// α = 1 + the account's own faded number of novelties, so that one who always moves surprises less. Counts halve in 90
/// days and are forgotten after 180 (Wiefling et al. 2022 find six months enough). Score first, then learn: nothing here
/// reads a label or the future. Not thread-safe.
/// </summary>
public sealed class SignInModel
{
    // A holder behaves like a stranger in this share of sign-ins (a holiday, a new telephone), whatever the past says:
    // it bounds the evidence at −ln ε, 5.3 nats for network and agent, each and together, and 1.2 for the hour.
    private const double Upheaval = 0.005;
    private const double OffHours = 0.3;
    private const double LeastEvidence = -4;
    private const double FailureShare = 0.3;
    private const double FailureDoubt = 50;
    private const ulong AccountScope = 1UL << 60, PeerScope = 2UL << 60, OrganisationScope = 3UL << 60, AllScope = 4UL << 60, FailureScope = 5UL << 60;

    private readonly DecayingTable _counts = new();
    private readonly EgressPools _pools = new();

    /// <summary>Judges a sign-in by what was learnt before it. Changes nothing.</summary>
    public SignInScore Score(in SignIn signIn)
    {
        var minute = DecayingTable.MinuteOf(signIn.Instant);
        Span<Step> steps = stackalloc Step[SignInPath.Longest];
        var evidence = new SignInEvidence();
        double network = 0, agent = 0, hour = 0;
        foreach (ref readonly var step in SignInPath.Of(signIn, steps, spreadHour: false))
        {
            var (holder, attacker) = Likelihoods(signIn, step, minute);
            var ratio = Math.Log(attacker / holder);
            // Below a value that the account never showed only peers are known, and what they do must not clear it again.
            if (ratio < 0 && _counts.Read(Scope(AccountScope, signIn.Account) ^ ~step.Parent, minute).Count <= 0) ratio = 0;
            evidence[(int)step.Level] = ratio;
            if (step.Level <= SignInLevel.Address) network += ratio;
            else if (step.Level <= SignInLevel.Family) agent += ratio;
            else hour = ratio;
        }
        var pooled = _pools.Contains(signIn.Organisation, signIn.Subnet);
        network = Bound(network, Upheaval);
        if (pooled) network = Math.Min(0, network);
        agent = Bound(agent, Upheaval);
        return new SignInScore(evidence, network, agent, Bound(network + agent, Upheaval), Bound(hour, OffHours), Knowledge(signIn, minute), pooled);
    }

    /// <summary>
    /// Learns a successful sign-in, after its score. <paramref name="weight"/> below 1 lets a doubtful one weigh less
    /// (1 − P(intruder) is the natural choice), so that an intruder does not become the habit.
    /// </summary>
    public void Learn(in SignIn signIn, double weight = 1)
    {
        if (!(weight > 0)) return;
        var minute = DecayingTable.MinuteOf(signIn.Instant);
        Span<Step> steps = stackalloc Step[SignInPath.Longest];
        foreach (ref readonly var step in SignInPath.Of(signIn, steps, spreadHour: true))
        {
            var own = Add(Scope(AccountScope, signIn.Account), step, minute, weight);
            // One account counts for the logarithm of its sign-ins, so that a busy one does not make its group's habit.
            var shared = weight / (1 + own);
            Add(Scope(PeerScope, signIn.Peers), step, minute, shared);
            Add(Scope(OrganisationScope, signIn.Organisation), step, minute, shared);
            Add(AllScope, step, minute, shared);
        }
        _counts.Add(Scope(AccountScope, signIn.Account), minute, weight, 0);
        // An organisation's own egress stands in its networks as site or vpn; a rented server must never pass for one.
        var rented = signIn.Kind is NetworkKind.Hosting or NetworkKind.Proxy;
        if (weight >= 0.5 && !rented) _pools.Learn(signIn.Organisation, signIn.Subnet, signIn.Account, signIn.Instant);
    }

    /// <summary>
    /// Learns a failed sign-in as attackers' traffic. Repeats from one place weigh less and less, and all failures
    /// together never make more than 30 % of the attacker's distribution: attack data can mislead (Wiefling et al. 2022).
    /// </summary>
    public void LearnFailure(in SignIn signIn)
    {
        var minute = DecayingTable.MinuteOf(signIn.Instant);
        Span<Step> steps = stackalloc Step[SignInPath.Longest];
        foreach (ref readonly var step in SignInPath.Of(signIn, steps, spreadHour: true))
        {
            var weight = 1 / (1 + _counts.Read(FailureScope ^ step.Value, minute).Count);
            Add(FailureScope, step, minute, weight);
        }
        _pools.LearnFailure(signIn.Organisation, signIn.Subnet);
    }

    private (double Holder, double Attacker) Likelihoods(in SignIn signIn, in Step step, uint minute)
    {
        var all = Backed(AllScope, step, minute, AttackerPrior.Holder(step.Level, signIn.Kind));
        var holder = signIn.Organisation < 0 ? all : Backed(Scope(OrganisationScope, signIn.Organisation), step, minute, all);
        if (signIn.Peers >= 0) holder = Backed(Scope(PeerScope, signIn.Peers), step, minute, holder);
        holder = Backed(Scope(AccountScope, signIn.Account), step, minute, holder);

        var attacker = (all + AttackerPrior.Attacker(step.Level, signIn.Kind)) / 2;
        if (step.Level == SignInLevel.Kind) attacker = AttackerPrior.Attacker(step.Level, signIn.Kind);
        var failures = _counts.Read(FailureScope ^ ~step.Parent, minute).Count;
        if (failures > 0)
        {
            var share = FailureShare * failures / (failures + FailureDoubt);
            var seen = Math.Min(1, _counts.Read(FailureScope ^ step.Value, minute).Count / failures);
            attacker = (1 - share) * attacker + share * seen;
        }
        return (holder, attacker);
    }

    private double Backed(ulong scope, in Step step, uint minute, double back)
    {
        var (total, novelty) = _counts.Read(scope ^ ~step.Parent, minute);
        if (total <= 0) return back;
        var count = Math.Min(total, _counts.Read(scope ^ step.Value, minute).Count);
        var alpha = 1 + novelty;
        return (count + alpha * back) / (total + alpha);
    }

    private double Add(ulong scope, in Step step, uint minute, double weight)
    {
        var before = _counts.Add(scope ^ step.Value, minute, step.Share * weight, 0);
        // The sum over the values below a parent has a key of its own: levels may be missing, so it is not the parent's count.
        _counts.Add(scope ^ ~step.Parent, minute, step.Share * weight, before == 0 && step.Share == 1 ? weight : 0);
        return before;
    }

    private double Knowledge(in SignIn signIn, uint minute)
    {
        var own = _counts.Read(Scope(AccountScope, signIn.Account), minute).Count;
        var peers = signIn.Peers >= 0 && _counts.Read(Scope(PeerScope, signIn.Peers) ^ ~SignInPath.NetworkRoot, minute).Count >= 5;
        return (own + (peers ? 0.5 : 0)) / (own + 2);
    }

    private static double Bound(double ratio, double mixing) =>
        Math.Max(LeastEvidence, -SpecialFunctions.LogAdd(Math.Log(1 - mixing) - ratio, Math.Log(mixing)));

    private static ulong Scope(ulong scope, int id) => scope ^ SignInPath.Mix((ulong)(uint)id + 1);
}
