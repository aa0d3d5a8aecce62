namespace Egide.Observe.Context;

/// <summary>
/// How one source answers a search of its patients. What is not stated is the standard's default where it has one, and
/// unknown where it has none: then the answer's bounds widen.
/// </summary>
public sealed record SourceProfile
{
    /// <summary>What nothing is stated of.</summary>
    public static SourceProfile Standard { get; } = new() { Source = "*" };

    /// <summary>The source, as events name it; a trailing <c>*</c> stands for any rest.</summary>
    public required string Source { get; init; }

    /// <summary>How texts are compared.</summary>
    public StringRule Match { get; init; }

    /// <summary>Whether case does not count; null: unknown, and it likely does not.</summary>
    public bool? FoldsCase { get; init; }

    /// <summary>Whether accents do not count.</summary>
    public bool? FoldsAccents { get; init; }

    /// <summary>Whether punctuation and spaces do not count.</summary>
    public bool? FoldsPunctuation { get; init; }

    /// <summary>Order of the answer, of <c>family given birthdate id</c>; empty when unknown: which page showed whom is then not known.</summary>
    public IReadOnlyList<string> Order { get; init; } = [];

    /// <summary>Page size when the query states none; 0 unknown.</summary>
    public int Page { get; init; }

    /// <summary>Largest page the server gives whatever is asked; 0 unknown: pages up to 100 are taken as asked, of a larger one no more than the first 100 are sure.</summary>
    public int Largest { get; init; }

    /// <summary>Most results ever returned; 0 no limit known.</summary>
    public int Most { get; init; }

    /// <summary>Whether records that are closed or merged into another are returned; null unknown.</summary>
    public bool? Inactive { get; init; }

    /// <summary>
    /// Search parameters that the source says it has (its CapabilityStatement); null when it does not say. A server may pass over what it
    /// has not (FHIR R4, 3.1.1.4): such a criterion proves nobody, and leaves nobody out.
    /// </summary>
    public IReadOnlySet<string>? Parameters { get; init; }

    /// <summary>Whether it is this source's.</summary>
    public bool IsOf(string source) => Source.EndsWith('*')
        ? source.StartsWith(Source.AsSpan(0, Source.Length - 1), StringComparison.OrdinalIgnoreCase)
        : source.Equals(Source, StringComparison.OrdinalIgnoreCase);
}
