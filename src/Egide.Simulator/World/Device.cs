namespace Egide.Simulator;

/// <summary>A browser somewhere: its family, when it takes up a release, and its internal address on site.</summary>
internal sealed record Device(int Family, int LagDays, string InternalAddress, string Workstation);
