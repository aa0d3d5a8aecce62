namespace Egide.Observe.Context;

/// <summary>How a server compares a text criterion that says nothing of it.</summary>
public enum StringRule : byte
{
    /// <summary>Not known: FHIR's rule is likely, others may be.</summary>
    Unknown,

    /// <summary>The value begins the text (FHIR R4 3.1.1.4.2).</summary>
    StartsWith,

    /// <summary>The value is the text.</summary>
    Exact,

    /// <summary>The value is somewhere in the text.</summary>
    Contains,
}
