namespace Egide.Connectors.Mapped;

/// <summary>What a mapping file may name a column for; the YAML key is the snake_case form.</summary>
public enum MappedField : byte
{
    /// <summary><c>occurred</c>: when it happened.</summary>
    Occurred,

    /// <summary><c>account</c>: login at the identity provider.</summary>
    Account,

    /// <summary><c>name</c>: the person's name.</summary>
    Name,

    /// <summary><c>rpps</c>: the person's national number.</summary>
    Rpps,

    /// <summary><c>patient</c>: identifier of the patient, in <c>patient_system</c>.</summary>
    Patient,

    /// <summary><c>action</c>: what was done.</summary>
    Action,

    /// <summary><c>category</c>: data categories shown, codes of the contract after translation, separated by spaces.</summary>
    Category,

    /// <summary><c>address</c>: client address or machine name.</summary>
    Address,

    /// <summary><c>session</c>: session identifier.</summary>
    Session,

    /// <summary><c>user_agent</c>: the client's software.</summary>
    UserAgent,

    /// <summary><c>query</c>: what was searched for.</summary>
    Query,

    /// <summary><c>request_id</c>: shared by the records of one exchange.</summary>
    RequestId,

    /// <summary><c>count</c>: results returned.</summary>
    Count,

    /// <summary><c>bytes</c>: bytes returned.</summary>
    Bytes,

    /// <summary><c>outcome</c>: how it ended.</summary>
    Outcome,

    /// <summary><c>id</c>: the record's own identifier.</summary>
    Id,

    /// <summary><c>url</c>: request target.</summary>
    Url,

    /// <summary><c>method</c>: HTTP method.</summary>
    Method,

    /// <summary><c>status</c>: HTTP status.</summary>
    Status,

    /// <summary><c>site</c>: where the source stands.</summary>
    Site,
}
