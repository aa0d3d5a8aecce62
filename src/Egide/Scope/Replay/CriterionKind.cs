namespace Egide.Scope.Replay;

/// <summary>What a criterion looks at.</summary>
internal enum CriterionKind : byte
{
    Unknown,
    Family,
    Given,
    Name,
    Birth,
    Sex,
    Identifier,
    Id,
    Phone,
    Email,
    Telecom,
    Address,
    City,
    PostalCode,
    Country,
    Active,
    Organisation,
    Ignored,
}
