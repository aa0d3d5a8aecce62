namespace Egide.Observe.Context;

/// <summary>One care relationship as it is looked up.</summary>
/// <param name="Cluster">The patient's cluster.</param>
/// <param name="Practitioner">The practitioner's key; null when only the unit is known.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Organisation">Organisation's id, or null.</param>
/// <param name="Unit">Unit, or null.</param>
/// <param name="From">Start; <see cref="DateTimeOffset.MinValue"/> for always.</param>
/// <param name="To">End, included; <see cref="DateTimeOffset.MaxValue"/> while it goes on.</param>
public readonly record struct CareSpan(
    long Cluster, string? Practitioner, CareKind Kind, string? Organisation, string? Unit, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Whether it holds at <paramref name="time"/>.</summary>
    public bool Holds(DateTimeOffset time) => From <= time && time <= To;
}
