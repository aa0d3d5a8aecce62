using System.Globalization;
using Egide.Observe.Context;
using Egide.Observe.Context.Identities;

namespace Egide.Cli.Bench;

/// <summary>
/// A captured search, as a FHIR server's trail keeps it. It asks for somebody: common names are asked for as often as they are borne.
/// </summary>
internal sealed record CapturedQuery
{
    /// <summary>Page size of every query.</summary>
    public const int Page = 20;

    private static readonly DateTimeOffset First = new(2025, 9, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>How the source answers: what the database is asked for too.</summary>
    public static SourceProfile Profile { get; } = new()
    {
        Source = "*", Match = StringRule.StartsWith, FoldsCase = true, FoldsAccents = true, FoldsPunctuation = false, Order = ["family", "given", "birthdate", "id"], Page = Page, Inactive = false,
    };

    public required Asks By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When, microseconds.</summary>
    public long Instant => Observe.Instant.From(At);

    public string System { get; init; } = "";

    public string Id { get; init; } = "";

    public string Family { get; init; } = "";

    public string Given { get; init; } = "";

    public DateOnly Born { get; init; }

    public DateOnly BornTo { get; init; }

    /// <summary>The query's text.</summary>
    public string Text => By switch
    {
        Asks.Identifier => $"GET /fhir/Patient?identifier=urn:oid:{System}%7C{Id}&_count={Page}",
        Asks.FamilyBirth => $"GET /fhir/Patient?family={Uri.EscapeDataString(Family)}&birthdate={Day(Born)}&_count={Page}",
        Asks.FamilyGiven => $"GET /fhir/Patient?family={Uri.EscapeDataString(Family)}&given={Uri.EscapeDataString(Given)}&_count={Page}",
        _ => $"GET /fhir/Patient?birthdate=ge{Day(Born)}&birthdate=le{Day(BornTo)}&_count={Page}",
    };

    /// <summary>Folded beginnings, as an index of the database has them.</summary>
    public (string Family, string Given) Folded => (Folding.Fold(Family), Folding.Fold(Given));

    /// <summary>The query of a number; the same number always gives the same.</summary>
    public static CapturedQuery Of(SyntheticRegister register, Asks by, int number)
    {
        var draw = Draw.Of((ulong)number, 20 + (ulong)by);
        var person = (int)(draw % (ulong)register.Persons);
        var (family, given) = (SyntheticRegister.Family(person, 0), SyntheticRegister.Given(person));
        var born = SyntheticRegister.Birth(person);
        // People type a name, or its beginning: five letters of a family name and three of a given name at least.
        var (ofFamily, ofGiven) = (5 + (int)((draw >> 32) % 4), 3 + (int)((draw >> 40) % 3));
        return new CapturedQuery
        {
            By = by,
            At = First.AddSeconds(number % 5_000_000),
            System = SyntheticRegister.SystemOf(person),
            Id = SyntheticRegister.IdOf(person),
            Family = by == Asks.FamilyBirth || family.Length < ofFamily ? family : family[..ofFamily],
            Given = given.Length < ofGiven ? given : given[..ofGiven],
            Born = born,
            BornTo = born.AddDays((int)((draw >> 48) % 3)),
        };
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
