namespace Egide.Simulator;

/// <summary>Why a patient's record may be opened: by one professional (or -1: by a unit), between two instants.</summary>
internal readonly record struct CareLink(int Patient, int Professional, Unit Unit, CareKind Kind, long From, long To);
