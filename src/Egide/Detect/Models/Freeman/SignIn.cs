namespace Egide.Detect.Models.Freeman;

/// <summary>
/// A sign-in as <see cref="SignInModel"/> reads it. Values are interned numbers from 0 up; −1 says that the trail does not
/// tell, and then the level counts neither for nor against.
/// </summary>
public readonly record struct SignIn
{
    /// <summary>Makes a sign-in of which everything but the account and the instant is unknown.</summary>
    public SignIn(int account, DateTimeOffset instant)
    {
        Account = account;
        Instant = instant;
        Peers = Organisation = Country = Network = Subnet = Address = Device = Os = Browser = Family = -1;
    }

    /// <summary>The account, from 0.</summary>
    public int Account { get; init; }

    /// <summary>When; its offset gives the hour of the day that the person lives in.</summary>
    public DateTimeOffset Instant { get; init; }

    /// <summary>Peer group: those of the same site and role.</summary>
    public int Peers { get; init; }

    /// <summary>The organisation that the peer group belongs to.</summary>
    public int Organisation { get; init; }

    /// <summary>Country of the address.</summary>
    public int Country { get; init; }

    /// <summary>Kind of network.</summary>
    public NetworkKind Kind { get; init; }

    /// <summary>Autonomous system, or the named network of a networks file.</summary>
    public int Network { get; init; }

    /// <summary>IPv4 /24 or IPv6 /48 (<see cref="AddressBlock"/>).</summary>
    public int Subnet { get; init; }

    /// <summary>The full address.</summary>
    public int Address { get; init; }

    /// <summary>Device class (<see cref="AgentFamily.Device"/>).</summary>
    public int Device { get; init; }

    /// <summary>Operating system without version.</summary>
    public int Os { get; init; }

    /// <summary>Browser without version.</summary>
    public int Browser { get; init; }

    /// <summary>The version-stripped agent as a whole (<see cref="AgentFamily.Family"/>).</summary>
    public int Family { get; init; }
}
