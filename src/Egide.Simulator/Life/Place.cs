namespace Egide.Simulator;

/// <summary>From where one works.</summary>
internal enum Place : byte { Site, Vpn, Home, Mobile, Relay }
