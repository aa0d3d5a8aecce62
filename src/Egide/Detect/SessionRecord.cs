namespace Egide.Detect;

/// <summary>What is kept of a session once it is closed.</summary>
public sealed class SessionRecord
{
    /// <summary>Number, as in the trail's <c>session</c> column.</summary>
    public required int Key { get; init; }

    /// <summary>Account number.</summary>
    public required int Account { get; init; }

    /// <summary>The provider's session id, or null.</summary>
    public string? Id { get; init; }

    /// <summary>First event, microseconds UTC.</summary>
    public required long Start { get; init; }

    /// <summary>Last event.</summary>
    public long End { get; set; }

    /// <summary>Address number; -1 unknown.</summary>
    public int Address { get; set; } = -1;

    /// <summary>Number of the /24 or /48; -1 unknown.</summary>
    public int Subnet { get; set; } = -1;

    /// <summary>User agent number; -1 unknown.</summary>
    public int Agent { get; set; } = -1;

    /// <summary>Log-likelihood ratios by <see cref="Family"/>, nats, capped.</summary>
    public float[] Scores { get; private set; } = new float[6];

    /// <summary>Evidence positions by family, first ones.</summary>
    public long[][] Evidence { get; set; } = [];

    /// <summary>Accesses, sign-ins left out.</summary>
    public int Accesses { get; set; }

    /// <summary>Searches.</summary>
    public int Searches { get; set; }

    /// <summary>Distinct patients named.</summary>
    public int Patients { get; set; }

    /// <summary>Of them, unexplained.</summary>
    public int Foreign { get; set; }

    /// <summary>Persons shown by searches that do not name them, at most.</summary>
    public long Shown { get; set; }

    /// <summary>Share of searches after which nothing was opened.</summary>
    public float Barren { get; set; }

    /// <summary>What the models expected of persons in a session like this.</summary>
    public float Expected { get; set; }

    /// <summary>The form its searches most often had: parameter names, elements, page size; 0 none.</summary>
    public ulong Signature { get; set; }

    /// <summary>The session as files name it: the provider's id, or one of its own number when no trail names it.</summary>
    public string FileId => Id ?? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"session-{Key}");

    /// <summary>The note of a sign-in after a long silence.</summary>
    public const string Dormant = "Dormant";

    /// <summary>The note of a sign-in when its professional had used none of her accounts for long.</summary>
    public const string Absent = "Absent";

    /// <summary>The strongest thing about its sign-in.</summary>
    public string? SignInNote { get; set; }

    /// <summary>When the running evidence first passed the line of a finding; 0 never.</summary>
    public long FirstFindingAt { get; set; }

    /// <summary>Foreign patients (or persons shown) before that instant.</summary>
    public long SeenBeforeFinding { get; set; }

    /// <summary>Whether no more comes into it.</summary>
    internal bool Closed { get; set; }

    /// <summary>At which letting go it was added to its account's <see cref="Past"/>; 0: it is not in it.</summary>
    internal int AddedAt { get; set; }

    /// <summary>As it stands now, while the session goes on.</summary>
    internal SessionRecord Copy()
    {
        var copy = (SessionRecord)MemberwiseClone();
        copy.Scores = [.. Scores];
        return copy;
    }

    /// <summary>Sum of the families, nats.</summary>
    public double Own => Scores[0] + Scores[1] + Scores[2] + Scores[3] + Scores[4];

    /// <summary>With what the campaign adds.</summary>
    public double Total => Own + Scores[5];
}
