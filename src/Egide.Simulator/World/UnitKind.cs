namespace Egide.Simulator;

/// <summary>How a unit gets its patients: beds, consultations, orders of others, or none of its own.</summary>
internal enum UnitKind : byte { Ward, Clinic, Imaging, Pharmacy, Office }
