namespace Egide.Simulator;

/// <summary>Kinds of care relationship, as the context names them.</summary>
internal enum CareKind : byte { Encounter, Appointment, Team, Referral, Consultation, Service }
