namespace Egide.Observe.Queries;

/// <summary>What language a query was asked in.</summary>
public enum QueryKind : byte
{
    /// <summary>Not understood; its text is all there is.</summary>
    Unknown,

    /// <summary>FHIR search by GET or POST, or a FHIR operation with its parameters in the address.</summary>
    FhirSearch,

    /// <summary>FHIR <c>$match</c>: a Parameters resource (IHE PDQm ITI-119).</summary>
    FhirMatch,

    /// <summary>FHIR read of one resource by its id.</summary>
    FhirRead,

    /// <summary>HL7 v2 QPD segment (IHE PDQ ITI-21, PIX ITI-9).</summary>
    Hl7V2Qpd,

    /// <summary>HL7 v3 patient demographics (IHE PDQv3 ITI-47).</summary>
    PdqV3,

    /// <summary>HL7 v3 cross-community patient discovery (IHE XCPD ITI-55).</summary>
    XcpdV3,

    /// <summary>HL7 v3 patient identifier cross-reference (IHE PIXv3 ITI-45).</summary>
    PixV3,

    /// <summary>ebXML registry stored query (IHE ITI-18, ITI-38).</summary>
    AdhocQuery,
}
