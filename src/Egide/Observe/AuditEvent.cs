namespace Egide.Observe;

/// <summary>
/// One recorded access or sign-in, as its decoder read it: FHIR AuditEvent, DICOM PS3.15 A.5 audit message, an
/// identity provider's event or a web server's line. One instance is filled again and again on the hot path
/// (<see cref="Clear"/>), so keep no reference to it or to its agents and entities after the call that gave it.
/// </summary>
public sealed class AuditEvent
{
    private readonly Pool<Agent> _agents = new();
    private readonly Pool<Entity> _entities = new();

    /// <summary>What the record was written in.</summary>
    public RecordFormat Format { get; set; }

    /// <summary>The identifier its source gave it (FHIR <c>id</c>, Keycloak event id), or null.</summary>
    public string? Id { get; set; }

    /// <summary>The audit source that wrote it: FHIR <c>source.observer</c>, DICOM <c>AuditSourceID</c>, a realm, a host.</summary>
    public string? SourceId { get; set; }

    /// <summary>The site the source says it stands on: FHIR <c>source.site</c>, DICOM <c>AuditEnterpriseSiteID</c>.</summary>
    public string? SourceSite { get; set; }

    /// <summary>Event code: FHIR <c>type.code</c> (R5 <c>category</c>), DICOM <c>EventID@csd-code</c>, or the provider's event type.</summary>
    public string? Code { get; set; }

    /// <summary>What the event was, as far as its decoder can tell.</summary>
    public EventKind Kind { get; set; }

    /// <summary>Finer codes, in the record's order: FHIR <c>subtype</c> (R5 <c>code</c>), DICOM <c>EventTypeCode</c>.</summary>
    public List<string> Subtypes { get; } = [];

    /// <summary>Purposes of use of the event, in the record's order.</summary>
    public List<string> Purposes { get; } = [];

    /// <summary>C, R, U, D or E as written; <c>'\0'</c> when the record does not say.</summary>
    public char Action { get; set; }

    /// <summary>Outcome as written (FHIR and DICOM: 0, 4, 8, 12; others their own word), or null.</summary>
    public string? Outcome { get; set; }

    /// <summary>When it happened: FHIR <c>period.start</c> (R5 <c>occurred</c>), DICOM <c>EventDateTime</c>, the log line's time.</summary>
    public DateTimeOffset? Occurred { get; set; }

    /// <summary>End of the period it happened in, when the record gives one.</summary>
    public DateTimeOffset? OccurredEnd { get; set; }

    /// <summary>When it was declared: FHIR <c>recorded</c>, the syslog header's timestamp.</summary>
    public DateTimeOffset? Declared { get; set; }

    /// <summary>True when a time above was written without its zone and was taken as UTC.</summary>
    public bool ZoneMissing { get; set; }

    /// <summary>The syslog header that carried the record, or null.</summary>
    public SyslogHeader? Syslog { get; set; }

    /// <summary>Who took part, in the record's order.</summary>
    public Pool<Agent> Agents => _agents;

    /// <summary>What it was about, in the record's order.</summary>
    public Pool<Entity> Entities => _entities;

    /// <summary>Identity provider or realm that vouches for the person, when the record names it.</summary>
    public string? IdentityProvider { get; set; }

    /// <summary>Client network address, when the record gives it outside its agents.</summary>
    public string? Address { get; set; }

    /// <summary>The client's <c>User-Agent</c>, whole.</summary>
    public string? UserAgent { get; set; }

    /// <summary>The identity provider's session, or a token id that stands for it.</summary>
    public string? SessionId { get; set; }

    /// <summary><c>X-Request-Id</c> or trace id: shared by the records of one exchange.</summary>
    public string? RequestId { get; set; }

    /// <summary>HTTP method of the exchange.</summary>
    public string? Method { get; set; }

    /// <summary>Request target (path and query) of the exchange.</summary>
    public string? Url { get; set; }

    /// <summary>HTTP status; 0 when unknown.</summary>
    public int Status { get; set; }

    /// <summary>Bytes of the response body; -1 when unknown.</summary>
    public long ResponseBytes { get; set; } = -1;

    /// <summary>How many results the source says it returned; -1 when unknown.</summary>
    public int ResultCount { get; set; } = -1;

    /// <summary>Gives a cleared agent, now the last of <see cref="Agents"/>.</summary>
    public Agent AddAgent()
    {
        var agent = _agents.Add();
        agent.Clear();
        return agent;
    }

    /// <summary>Gives a cleared entity, now the last of <see cref="Entities"/>.</summary>
    public Entity AddEntity()
    {
        var entity = _entities.Add();
        entity.Clear();
        return entity;
    }

    /// <summary>Makes it ready for the next record.</summary>
    public void Clear()
    {
        Format = RecordFormat.Unknown;
        Kind = EventKind.Unknown;
        Id = SourceId = SourceSite = Code = Outcome = null;
        Subtypes.Clear();
        Purposes.Clear();
        Action = '\0';
        Occurred = OccurredEnd = Declared = null;
        ZoneMissing = false;
        Syslog = null;
        _agents.Clear();
        _entities.Clear();
        IdentityProvider = Address = UserAgent = SessionId = RequestId = Method = Url = null;
        Status = 0;
        ResponseBytes = -1;
        ResultCount = -1;
    }
}
