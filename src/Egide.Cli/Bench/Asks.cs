namespace Egide.Cli.Bench;

/// <summary>What a captured query asks by.</summary>
internal enum Asks
{
    Identifier,
    FamilyBirth,
    FamilyGiven,
    BirthRange,
}
