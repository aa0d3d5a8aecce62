namespace Egide.Simulator;

/// <summary>One record to be written, with what its writer needs.</summary>
internal readonly record struct Act(long Ms, RecordKind Kind, Session Session)
{
    public PortalRequest? Request { get; init; }
    public string? Text { get; init; }
    public int Patient { get; init; } = -1;
    public int Extra { get; init; }
    public ulong Id { get; init; }
}
