namespace Egide.Simulator;

/// <summary>A care unit, or a service that works on orders (imaging, pharmacy).</summary>
internal sealed record Unit(int Index, int Establishment, string Code, string Name, UnitKind Kind, int Beds, double StayDays);
