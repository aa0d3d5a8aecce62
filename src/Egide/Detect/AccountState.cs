namespace Egide.Detect;

/// <summary>What is known of an account while the trail goes by.</summary>
internal sealed class AccountState
{
    public required int Id { get; init; }

    public required string IdentityProvider { get; init; }

    public required string Name { get; init; }

    public string? Practitioner { get; set; }

    public string? PersonName { get; set; }

    /// <summary>Number of its profession; 0 when unknown: its peers' habits are its own until it has some.</summary>
    public int Role { get; set; }

    public int Organisation { get; set; } = -1;

    /// <summary>Where its professional works: organisation and unit, from every account she has.</summary>
    public List<(string Organisation, string? Unit)> Posts { get; } = [];

    /// <summary>Patients whose access a care relationship explained: only such a past access explains the next.</summary>
    public HashSet<long> Explained { get; } = [];

    /// <summary>Since when the context knows it, microseconds; 0 when it does not say.</summary>
    public long Since { get; init; }

    /// <summary>Its last event that was no failure, microseconds; 0 before the first.</summary>
    public long LastSeen { get; set; }

    /// <summary>The last event of any account of its professional, shared by them all.</summary>
    public required LastSign Professional { get; init; }

    /// <summary>When it last woke from a long silence, microseconds; 0 never.</summary>
    public long WokenAt { get; set; }

    /// <summary>What has added up by context: from where it is doubtful, little becomes the account's habit.</summary>
    public Dictionary<(int Operator, int Family), Run> Runs { get; } = [];

    public List<SessionState> Open { get; } = [];

    /// <summary>The account as files name it.</summary>
    public string Key => $"{IdentityProvider}|{Name}";
}
