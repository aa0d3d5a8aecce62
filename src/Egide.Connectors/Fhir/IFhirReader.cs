namespace Egide.Connectors.Fhir;

/// <summary>
/// Walks a FHIR resource as a tree of named children, in the same way for its JSON and XML forms: an array is the same
/// name again and again, and a child that its reader does not take is skipped. Malformed input is an exception
/// of the form's own reader, which the decoder turns into a verdict.
/// </summary>
internal interface IFhirReader
{
    /// <summary>Goes to the next child of the object that <paramref name="level"/> was entered on; false at its end.</summary>
    bool Next(ref FhirLevel level);

    /// <summary>Whether the child has children itself.</summary>
    bool IsObject { get; }

    /// <summary>Enters the child; its children must then be read to the end.</summary>
    FhirLevel Enter();

    /// <summary>
    /// The child's value as text, unescaped, a number or boolean as written; empty for null and objects.
    /// Valid until the next call.
    /// </summary>
    ReadOnlySpan<byte> Value();
}
