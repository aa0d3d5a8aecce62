namespace Egide.Detect.Models.Freeman;

/// <summary>
/// A sign-in's log-likelihood ratio, somebody else against the account's holder, in nats (positive: somebody else).
/// <see cref="Total"/> = <see cref="Knowledge"/> · (<see cref="Place"/> + <see cref="Hour"/>).
/// </summary>
public readonly record struct SignInScore
{
    internal SignInScore(in SignInEvidence levels, double network, double agent, double place, double hour, double knowledge, bool pooled)
    {
        Place = place;
        Levels = levels;
        Network = network;
        Agent = agent;
        Hour = hour;
        Knowledge = knowledge;
        IsPooled = pooled;
    }

    /// <summary>The ratio by level, in nats, before the bounds that make network, agent and hour.</summary>
    public SignInEvidence Levels { get; }

    /// <summary>What the network says, bounded.</summary>
    public double Network { get; }

    /// <summary>What the agent says, bounded.</summary>
    public double Agent { get; }

    /// <summary>
    /// Network and agent together, bounded once: a telephone brings its network with it, so the two are no two surprises.
    /// </summary>
    public double Place { get; }

    /// <summary>What the hour says, tightly bounded: off hours alone prove nothing.</summary>
    public double Hour { get; }

    /// <summary>How well the account is known, 0 (not at all) to 1; it multiplies the evidence.</summary>
    public double Knowledge { get; }

    /// <summary>True when the address is an egress that colleagues share, so that the network cannot speak against.</summary>
    public bool IsPooled { get; }

    /// <summary>The log-likelihood ratio.</summary>
    public double Total => Knowledge * (Place + Hour);

    /// <summary>True when too little is known of the account to say anything: neither usual nor unusual.</summary>
    public bool IsUnknown => Knowledge < 0.4;

    /// <summary>The level that speaks most against the holder: what a sentence should name first.</summary>
    public SignInLevel Strongest
    {
        get
        {
            var best = 0;
            for (var i = 1; i < SignInEvidence.Length; i++)
            {
                if (Levels[i] > Levels[best]) best = i;
            }
            return (SignInLevel)best;
        }
    }
}
