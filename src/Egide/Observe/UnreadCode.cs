namespace Egide.Observe;

/// <summary>The fixed words for why a record is not read as an event: what <c>quarantine.ndjson</c> and <c>sources.json</c> carry.</summary>
public static class UnreadCode
{
    /// <summary>No decoder takes it.</summary>
    public const string NotRecognised = "not_recognised";

    /// <summary>Understood, and no audit event.</summary>
    public const string NotAuditEvent = "not_audit_event";

    /// <summary>Larger than one record may be.</summary>
    public const string TooLarge = "too_large";

    /// <summary>Not text.</summary>
    public const string NotText = "not_text";

    /// <summary>It ends before it is whole.</summary>
    public const string Incomplete = "incomplete";

    /// <summary>Not as its format is written.</summary>
    public const string Malformed = "malformed";

    /// <summary>Nested deeper than is read.</summary>
    public const string TooDeep = "too_deep";

    /// <summary>Its time is not in the format that its mapping says.</summary>
    public const string BadTime = "bad_time";

    /// <summary>A row with too few fields.</summary>
    public const string TooFewFields = "too_few_fields";

    /// <summary>What a code says.</summary>
    public static Text Say(string code) => code switch
    {
        NotRecognised => new("format non reconnu", "format not recognised"),
        NotAuditEvent => new("n’est pas un événement d’audit", "not an audit event"),
        TooLarge => new("trop grand", "too large"),
        NotText => new("n’est pas du texte", "not text"),
        Incomplete => new("coupé avant sa fin", "cut before its end"),
        Malformed => new("mal formé", "malformed"),
        TooDeep => new("trop imbriqué", "nested too deep"),
        BadTime => new("heure illisible", "time unreadable"),
        TooFewFields => new("ligne trop courte", "row too short"),
        _ => new(code.Replace('_', ' '), code.Replace('_', ' ')),
    };
}
