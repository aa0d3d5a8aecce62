namespace Egide.Detect.Models.Freeman;

/// <summary>
/// What is assumed of attackers and of holders before any log is read. The kinds are judgement, not measurement: rented
/// servers and proxies carry most attacks, mobile and home lines carry the patient ones, and few reach a site's own
/// network. The counts of distinct values spread the probability of something never seen.
/// </summary>
internal static class AttackerPrior
{
    // Unknown, Site, Vpn, Mobile, Home, Hosting, Proxy.
    private static readonly double[] AttackerKinds = [0.14, 0.02, 0.08, 0.10, 0.20, 0.28, 0.18];
    private static readonly double[] HolderKinds = [0.035, 0.45, 0.15, 0.15, 0.20, 0.01, 0.005];

    // About how many values a newcomer could have at each level, given the level above.
    private static readonly double[] Choices = [60, 7, 50, 200, 64, 3, 5, 6, 6, 48];

    /// <summary>Probability that an attacker shows this value, before any log.</summary>
    public static double Attacker(SignInLevel level, NetworkKind kind) =>
        level == SignInLevel.Kind ? AttackerKinds[(int)kind] : 1 / Choices[(int)level];

    /// <summary>Probability that a holder shows this value, before any log.</summary>
    public static double Holder(SignInLevel level, NetworkKind kind) =>
        level == SignInLevel.Kind ? HolderKinds[(int)kind] : 1 / Choices[(int)level];
}
