namespace Egide.Connectors.Files;

/// <summary>The file on disk that layers come from.</summary>
internal sealed record PackedRoot(long Length, ExpansionBudget Budget);
