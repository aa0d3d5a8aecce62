namespace Egide.Detect.Models.CareRelation;

/// <summary>Something that a patient's care has and that a carer can have a habit of: a unit, a ward, a service, a system.</summary>
/// <param name="Family">What kind of thing it is.</param>
/// <param name="Value">Which one, an interned number from 0.</param>
public readonly record struct CareToken(CareFamily Family, int Value);
