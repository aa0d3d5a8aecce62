namespace Egide.Connectors.Fhir;

/// <summary>What a FHIR Reference or Identifier names.</summary>
internal struct FhirReference
{
    /// <summary><c>identifier.system</c>.</summary>
    public string? System;

    /// <summary><c>identifier.value</c>.</summary>
    public string? Identifier;

    /// <summary><c>reference</c>.</summary>
    public string? Reference;

    /// <summary><c>display</c>.</summary>
    public string? Display;

    /// <summary><c>type</c>: the resource type of a logical reference.</summary>
    public string? Type;
}
