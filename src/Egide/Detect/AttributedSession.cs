namespace Egide.Detect;

/// <summary>
/// One session of an account of an incident, in one context (address and browser): a session taken over in its
/// middle gives two of these.
/// </summary>
public sealed record AttributedSession
{
    /// <summary>The incident.</summary>
    public required string Incident { get; init; }

    /// <summary>The account, as <c>idp|id</c>.</summary>
    public required string Account { get; init; }

    /// <summary>The provider's session id, or one made from account, address and start when the trail names none.</summary>
    public required string Session { get; init; }

    /// <summary>Number of this session in the trail's <c>session</c> column.</summary>
    public required int Key { get; init; }

    /// <summary>First event, UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Last event, UTC.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>Client address, or null when no source names it.</summary>
    public string? Address { get; init; }

    /// <summary>User agent, whole, or null.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Where the address belongs, in words of the networks given (a site, a network's kind, an operator), or null.</summary>
    public string? Site { get; init; }

    /// <summary>Probability that someone else than the account's professional acted, 0–1.</summary>
    public required double PIntruder { get; init; }

    /// <summary>The same in a word: intruder from 0.9, carer up to 0.1, undecided between.</summary>
    public required SessionVerdict Verdict { get; init; }

    /// <summary>Why, the heaviest first.</summary>
    public required IReadOnlyList<Text> Reasons { get; init; }

    /// <summary>Accesses (sign-ins left out).</summary>
    public required int Accesses { get; init; }

    /// <summary>Searches among them.</summary>
    public required int Searches { get; init; }

    /// <summary>Distinct patients named by the trail.</summary>
    public required int Patients { get; init; }

    /// <summary>Persons its accesses showed for sure: named, or given by its searches run again. Null where it was not counted (a carer's session).</summary>
    public SessionShown? Shown { get; init; }

    /// <summary>Of the patients named, those whom no care relationship explains.</summary>
    public required int ForeignPatients { get; init; }
}
