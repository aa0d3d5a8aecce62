namespace Egide.Detect;

/// <summary>What the attribution needs to know of a session; kept with the result, so that it can be drawn up again when somebody has spoken.</summary>
public sealed record SessionEvidence
{
    /// <summary>Number of the session in the trail's <c>session</c> column.</summary>
    public required int Key { get; init; }

    /// <summary>The session's id as files name it.</summary>
    public required string Id { get; init; }

    /// <summary>First event, microseconds.</summary>
    public required long Start { get; init; }

    /// <summary>Last event, microseconds.</summary>
    public required long End { get; init; }

    /// <summary>Client address, or null.</summary>
    public string? Address { get; init; }

    /// <summary>Network (by operator) and browser family as one text; null when there is no address.</summary>
    public string? Context { get; init; }

    /// <summary>All families together, nats.</summary>
    public required double Total { get; init; }

    /// <summary>What was done in it, nats (see docs/detection.md).</summary>
    public required double Behaviour { get; init; }

    /// <summary>What a usual place takes away, nats; 0 or less.</summary>
    public required double Usual { get; init; }

    /// <summary>What sessions from the same context add up to that are no longer in memory, nats; nothing in a result, which has all.</summary>
    internal double Past { get; init; }

    /// <summary>Accesses in it.</summary>
    public required int Accesses { get; init; }

    /// <summary>What the professional said of it: true somebody else, false she herself, null nothing.</summary>
    public bool? Word { get; init; }
}
