namespace Egide.Observe;

/// <summary>One thing an event was about: FHIR <c>entity</c>, DICOM <c>ParticipantObjectIdentification</c>.</summary>
public sealed class Entity
{
    /// <summary>FHIR <c>what.identifier.system</c>, DICOM <c>ParticipantObjectIDTypeCode</c>, or null.</summary>
    public string? System { get; set; }

    /// <summary>FHIR <c>what.identifier.value</c>, DICOM <c>ParticipantObjectID</c>, or null.</summary>
    public string? Identifier { get; set; }

    /// <summary>FHIR <c>what.reference</c> (DSTU2 <c>reference.reference</c>), or null.</summary>
    public string? Reference { get; set; }

    /// <summary>FHIR <c>what.display</c>, or null.</summary>
    public string? Display { get; set; }

    /// <summary>Type code: FHIR <c>type.code</c> (1 person, 2 system object, or a resource type), DICOM <c>ParticipantObjectTypeCode</c>.</summary>
    public string? Type { get; set; }

    /// <summary>Role code: 1 patient, 3 report, 4 resource, 20 job, 24 query… (FHIR <c>role.code</c>, DICOM <c>ParticipantObjectTypeCodeRole</c>).</summary>
    public string? Role { get; set; }

    /// <summary>Life-cycle code, or null.</summary>
    public string? Lifecycle { get; set; }

    /// <summary>Name as written, or null.</summary>
    public string? Name { get; set; }

    /// <summary>The query it carries, base64 already decoded to text, or null. What does not decode is kept as it was written.</summary>
    public string? Query { get; set; }

    /// <summary>Type and value pairs of FHIR <c>detail</c> / DICOM <c>ParticipantObjectDetail</c>; values as text, base64 decoded.</summary>
    public List<KeyValuePair<string, string>> Details { get; } = [];

    /// <summary>Security label or sensitivity codes.</summary>
    public List<string> Labels { get; } = [];

    /// <summary>Makes it ready for the next record.</summary>
    public void Clear()
    {
        System = Identifier = Reference = Display = Type = Role = Lifecycle = Name = Query = null;
        Details.Clear();
        Labels.Clear();
    }
}
