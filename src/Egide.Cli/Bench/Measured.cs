namespace Egide.Cli.Bench;

/// <summary>What one simulated region gave.</summary>
internal sealed record Measured
{
    public required string Attack { get; init; }

    public required int Usurped { get; init; }

    public required int Found { get; init; }

    /// <summary>All usurped accounts found stand in one incident.</summary>
    public required bool Linked { get; init; }

    /// <summary>Incidents with no usurped account, a day and 10,000 accounts.</summary>
    public required double FalseCases { get; init; }

    /// <summary>Foreign patients and persons shown before the first finding, mean over accounts found.</summary>
    public required double SeenBefore { get; init; }

    public required double Precision { get; init; }

    public required double Recall { get; init; }

    public required bool BoundsTrue { get; init; }

    /// <summary>Usurped accounts found by each baseline when it flags as many accounts as we do.</summary>
    public required (int Volume, int NewPlace, int Freeman) Baselines { get; init; }
}
