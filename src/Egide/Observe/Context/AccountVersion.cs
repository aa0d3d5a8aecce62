namespace Egide.Observe.Context;

/// <summary>A professional's account at an identity provider, over a period.</summary>
public sealed record AccountVersion
{
    /// <summary>Identity provider; empty when the account is a person's register entry only.</summary>
    public string Idp { get; init; } = "";

    /// <summary>Account at it.</summary>
    public string Account { get; init; } = "";

    /// <summary>RPPS, 11 digits.</summary>
    public string? Rpps { get; init; }

    /// <summary>IDNPS as written.</summary>
    public string? Idnps { get; init; }

    /// <summary>Family name.</summary>
    public string? Family { get; init; }

    /// <summary>Given names.</summary>
    public string? Given { get; init; }

    /// <summary>Profession, code or word.</summary>
    public string? Profession { get; init; }

    /// <summary>Organisation's id.</summary>
    public string? Organisation { get; init; }

    /// <summary>Unit in it.</summary>
    public string? Unit { get; init; }

    /// <summary>Start of validity; null for always.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>End of validity, not included; null for ever.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>The person's key: RPPS when known, else provider and account.</summary>
    public string Practitioner => PractitionerKey.Of(Rpps) ?? PractitionerKey.Of(Idnps) ?? $"{Idp}/{Account}";

    /// <summary>Whether it is valid at <paramref name="time"/>.</summary>
    public bool IsValid(DateTimeOffset time) => (ValidFrom is null || ValidFrom <= time) && (ValidTo is null || time < ValidTo);
}
