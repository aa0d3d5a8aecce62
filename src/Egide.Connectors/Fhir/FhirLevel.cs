namespace Egide.Connectors.Fhir;

/// <summary>Where a reader stands among the children of one object: kept by the caller, one a nesting level.</summary>
internal ref struct FhirLevel
{
    /// <summary>Name of the child the reader stands on.</summary>
    public ReadOnlySpan<byte> Name;

    /// <summary>Whether a first child was asked for.</summary>
    public bool Started;

    /// <summary>JSON arrays open at this level.</summary>
    public int Arrays;

    /// <summary>XML depth of the object itself.</summary>
    public int Depth;
}
