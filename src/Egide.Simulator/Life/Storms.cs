namespace Egide.Simulator;

/// <summary>Days on which many habits change at once and nobody attacks.</summary>
internal static class Storms
{
    /// <summary>A fifth of the remote users leave by a new VPN egress from this day.</summary>
    public const int NewVpnDay = 15;
}
