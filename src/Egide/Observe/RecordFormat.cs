namespace Egide.Observe;

/// <summary>What a record was written in.</summary>
public enum RecordFormat : byte
{
    /// <summary>Not recognised.</summary>
    Unknown,

    /// <summary>FHIR AuditEvent R4, R4B or STU3.</summary>
    FhirR4,

    /// <summary>FHIR AuditEvent R5 or later.</summary>
    FhirR5,

    /// <summary>FHIR AuditEvent DSTU2.</summary>
    FhirDstu2,

    /// <summary>DICOM PS3.15 A.5 audit message or its RFC 3881 ancestor.</summary>
    Dicom,

    /// <summary>Keycloak user event.</summary>
    KeycloakUser,

    /// <summary>Keycloak admin event.</summary>
    KeycloakAdmin,

    /// <summary>LemonLDAP::NG log line.</summary>
    LemonLdap,

    /// <summary>Windows security event.</summary>
    Windows,

    /// <summary>Web server or proxy access log line.</summary>
    WebLog,

    /// <summary>A line of a CSV or NDJSON file read by a mapping file.</summary>
    Mapped,

    /// <summary>Security event token (RFC 8417) of an OpenID Shared Signals transmitter.</summary>
    SharedSignal,

    /// <summary>Samba's authentication audit as JSON.</summary>
    Samba,
}
