namespace Egide.Observe;

/// <summary>One participant of an event: FHIR <c>agent</c>, DICOM <c>ActiveParticipant</c>.</summary>
public sealed class Agent
{
    /// <summary>FHIR <c>who.identifier.system</c>, or null.</summary>
    public string? System { get; set; }

    /// <summary>FHIR <c>who.identifier.value</c> (DSTU2 <c>userId.value</c>), or null.</summary>
    public string? Identifier { get; set; }

    /// <summary>FHIR <c>who.reference</c>, or null.</summary>
    public string? Reference { get; set; }

    /// <summary>FHIR <c>who.display</c>, or null.</summary>
    public string? Display { get; set; }

    /// <summary>DICOM <c>UserID</c> as written (may be empty), or an identity provider's user id.</summary>
    public string? UserId { get; set; }

    /// <summary>FHIR <c>altId</c>, DICOM <c>AlternativeUserID</c>, or null.</summary>
    public string? AltId { get; set; }

    /// <summary>Name as written: FHIR <c>name</c>, DICOM <c>UserName</c>, a login.</summary>
    public string? Name { get; set; }

    /// <summary>First code of FHIR <c>agent.type</c>, or null.</summary>
    public string? Type { get; set; }

    /// <summary>Role codes: FHIR <c>role</c>, DICOM <c>RoleIDCode</c>.</summary>
    public List<string> Roles { get; } = [];

    /// <summary>Whether it asked for the event; null when the record does not say.</summary>
    public bool? Requestor { get; set; }

    /// <summary>Network access point: an address or a machine name.</summary>
    public string? NetworkAddress { get; set; }

    /// <summary>FHIR <c>network.type</c> / DICOM <c>NetworkAccessPointTypeCode</c> (1 name, 2 IP address, 3 telephone, 4 e-mail, 5 URI).</summary>
    public string? NetworkType { get; set; }

    /// <summary>FHIR <c>policy</c>: token or consent identifiers under which it acted.</summary>
    public List<string> Policies { get; } = [];

    /// <summary>Purposes of use given with this participant.</summary>
    public List<string> Purposes { get; } = [];

    /// <summary>Makes it ready for the next record.</summary>
    public void Clear()
    {
        System = Identifier = Reference = Display = UserId = AltId = Name = Type = NetworkAddress = NetworkType = null;
        Requestor = null;
        Roles.Clear();
        Policies.Clear();
        Purposes.Clear();
    }
}
