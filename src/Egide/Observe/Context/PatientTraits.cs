namespace Egide.Observe.Context;

/// <summary>What a version of a patient's record says of the person: what a register is searched by.</summary>
public sealed record PatientTraits
{
    /// <summary>Names, each with its given names; a search looks at all of them.</summary>
    public IReadOnlyList<PersonName> Names { get; init; } = [];

    /// <summary>Birth date as FHIR writes it: a year, a month or a day; null when unknown.</summary>
    public string? BirthDate { get; init; }

    /// <summary>Administrative gender, a FHIR code (<c>male</c>, <c>female</c>, <c>other</c>, <c>unknown</c>); null when unknown.</summary>
    public string? Sex { get; init; }

    /// <summary>Telephone numbers, as written.</summary>
    public IReadOnlyList<string> Phones { get; init; } = [];

    /// <summary>E-mail addresses.</summary>
    public IReadOnlyList<string> Emails { get; init; } = [];

    /// <summary>Telecoms of other kinds (fax, pager, of no kind): a search of telecoms looks at them too.</summary>
    public IReadOnlyList<string> Telecoms { get; init; } = [];

    /// <summary>Postal addresses.</summary>
    public IReadOnlyList<PostalAddress> Addresses { get; init; } = [];

    /// <summary>Whether the record is in use; null when it does not say.</summary>
    public bool? Active { get; init; }
}
