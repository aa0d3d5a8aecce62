namespace Egide.Connectors.Files;

/// <summary>How records follow one another in a file.</summary>
public enum Framing : byte
{
    /// <summary>One record a line.</summary>
    Lines,

    /// <summary>One JSON object a line; a line that is a FHIR Bundle is taken apart.</summary>
    JsonLines,

    /// <summary>JSON values one after another, elements of an array, or resources of a FHIR Bundle.</summary>
    Json,

    /// <summary>XML documents one after another, or children of a container (a FHIR Bundle's resources).</summary>
    Xml,

    /// <summary>Syslog frames, octet-counted (RFC 5425) or by line; a line that starts no frame continues the last.</summary>
    Syslog,

    /// <summary>CSV rows under a header line; quoted fields may hold line breaks.</summary>
    Csv,

    /// <summary>Not text: one record, cut to its first bytes.</summary>
    Binary,
}
