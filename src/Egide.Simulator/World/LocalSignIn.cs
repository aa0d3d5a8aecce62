namespace Egide.Simulator;

/// <summary>Where local accounts sign in.</summary>
internal enum LocalSignIn : byte { None, Windows, LemonLdap, Own }
