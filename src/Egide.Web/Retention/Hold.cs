namespace Egide.Web.Retention;

/// <summary>A legal hold on an incident: nothing that has a record of it is deleted.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Accounts">Its accounts, <c>idp|id</c>.</param>
/// <param name="From">Its first session's day, UTC.</param>
/// <param name="To">The end of its last session's day, UTC.</param>
/// <param name="Reason">Why, in the words of who placed it; null when Égide did, as it opened the incident.</param>
/// <param name="By">Who placed it.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Position">Position of the fact.</param>
internal sealed record Hold(string Incident, IReadOnlyList<string> Accounts, DateTimeOffset From, DateTimeOffset To, string? Reason, string By, DateTimeOffset At, long Position)
{
    /// <summary>Somebody asked to release it; null when nobody did.</summary>
    public ReleaseRequest? Asked { get; init; }

    /// <summary>Who agreed to its release; null while it is in force.</summary>
    public string? ReleasedBy { get; init; }

    /// <summary>Whether it holds.</summary>
    public bool IsInForce => ReleasedBy is null;

    /// <summary>Whether it reaches over a time in which something came in.</summary>
    public bool Reaches(DateTimeOffset from, DateTimeOffset to, Period margin) => from <= margin.After(To) && to >= margin.Before(From);
}
