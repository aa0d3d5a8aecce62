namespace Egide.Connectors.Live;

/// <summary>What became of a delivery; given once all of it is durable.</summary>
/// <param name="Positions">Journal position of each record, in the delivery's order; of one that was there already, its first one.</param>
/// <param name="Events">How many of them were read as events.</param>
/// <param name="Repeated">How many were in the journal already.</param>
/// <param name="Understood">Whether each record reads as an event, in the delivery's order; of one that was there already too.</param>
public sealed record Receipt(IReadOnlyList<long> Positions, int Events, int Repeated, IReadOnlyList<bool> Understood);
