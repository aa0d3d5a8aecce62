namespace Egide.Simulator;

/// <summary>One request to the portal, seen both by its application (audit event) and by its web front (access log).</summary>
internal sealed class PortalRequest
{
    public required PortalCall Call { get; init; }
    public required string Url { get; init; }
    public required ulong Id { get; init; }
    public int Patient { get; init; } = -1;
    public int Total { get; init; } = -1;
    public int Bytes { get; init; }
    public int Millis { get; init; }
    public bool Urgent { get; init; }
    public bool Elements { get; init; }

    /// <summary>Persons on the page served; kept for the truth only.</summary>
    public int[]? Shown { get; init; }
}
