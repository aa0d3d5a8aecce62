namespace Egide.Observe.Context;

/// <summary>An establishment, over a period.</summary>
public sealed record Organisation
{
    /// <summary>Its id in the context.</summary>
    public required string Id { get; init; }

    /// <summary>FINESS number.</summary>
    public string? Finess { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>Kind, as written.</summary>
    public string? Kind { get; init; }

    /// <summary>Region.</summary>
    public string? Region { get; init; }

    /// <summary>Id or FINESS of who is answerable for its data, when it is another.</summary>
    public string? Controller { get; init; }

    /// <summary><c>controller</c>, <c>joint</c> or <c>processor</c> (GDPR 4, 26, 28).</summary>
    public string? Role { get; init; }

    /// <summary>Service it runs, as written.</summary>
    public string? Service { get; init; }

    /// <summary>Start of validity; null for always.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>End of validity; null for ever.</summary>
    public DateTimeOffset? ValidTo { get; init; }
}
