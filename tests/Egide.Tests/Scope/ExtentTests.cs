using System.Globalization;
using System.Text;
using Egide.Observe;
using Egide.Observe.Context;
using Egide.Observe.Data;
using Egide.Scope;

namespace Egide.Tests.Scope;

/// <summary>What an extent says of one person: which data, on which evidence, and how sure.</summary>
public sealed class ExtentTests : IDisposable
{
    private const long Noon = 1_788_000_000_000_000;
    private const DataCategory Card = DataCategory.IdentityName | DataCategory.ContactPhone | DataCategory.CarePractitioner;
    private readonly string _folder = Directory.CreateTempSubdirectory("egide-extent-").FullName;
    private readonly RegionContext _context = new();

    public ExtentTests()
    {
        // Forty persons; those of an even number have a telephone.
        for (var i = 0; i < 40; i++)
        {
            _context.Add(new PatientVersion
            {
                Identifiers = [new PatientIdentifier("1.2.3", Id(i))],
                Traits = new PatientTraits { Names = [new PersonName("MARTIN", [Id(i)])], Phones = i % 2 == 0 ? ["0600000001"] : [] },
            });
        }

        _context.Add(new SourceProfile { Source = "portal", Match = StringRule.StartsWith, Order = ["id"], Inactive = false });
        _context.Seal();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void OnePersonsEvidenceIsThePageThatShowedHer()
    {
        using var trail = new Trail(_folder);
        for (var page = 0; page < 3; page++) Search(trail, 100 + page, Noon + page * Instant.Minute, $"GET /fhir/Patient?family=MARTIN&_count=10&_getpagesoffset={10 * page}");
        var rows = Rows(trail);
        for (var i = 0; i < 30; i++)
        {
            var row = Assert.Single(rows, r => r[Person] == Id(i) && r[Category] == "identity.name");
            Assert.Equal((100 + i / 10).ToString(CultureInfo.InvariantCulture), row[Evidence]);
            Assert.StartsWith(Instant.ToDateTimeOffset(Noon + i / 10 * Instant.Minute).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture), row[FirstSeen], StringComparison.Ordinal);
        }

        Assert.DoesNotContain(rows, r => r[Person] == Id(30));
    }

    [Fact]
    public void OfWhatNotEverybodyHasANamedAccessShowsWhatThisPersonHad()
    {
        using var trail = new Trail(_folder);
        Read(trail, 1, "1.2.3|" + Id(0));
        Read(trail, 2, "1.2.3|" + Id(1));
        Read(trail, 3, "9.9.9|stranger");
        var rows = Rows(trail);
        string? Told(string person, string category) => rows.SingleOrDefault(r => r[Person] == person && r[Category] == category)?[Attribution];
        Assert.Equal(("certain", "certain", "possible"), (Told(Id(0), "identity.name"), Told(Id(0), "contact.phone"), Told(Id(0), "care.practitioner")));
        Assert.Equal(("certain", null, "possible"), (Told(Id(1), "identity.name"), Told(Id(1), "contact.phone"), Told(Id(1), "care.practitioner")));
        Assert.Equal(("certain", "possible", "possible"), (Told("stranger", "identity.name"), Told("stranger", "contact.phone"), Told("stranger", "care.practitioner")));
    }

    [Fact]
    public void APersonIsToldWhatIsCertainApartFromWhatIsPossible()
    {
        using var trail = new Trail(_folder);
        Search(trail, 1, Noon, "GET /fhir/Patient?family=MARTIN&_count=10");
        Read(trail, 2, "1.2.3|" + Id(0));
        Search(trail, 3, Noon + 2 * Instant.Hour, "GET /fhir/Patient?family=MARTIN&_sort=-birthdate&_count=20");
        var extent = Drawn(trail, 0.9);
        List<SeenAccess> Of(int person) => extent.Accesses.OfPerson(PersonReport.KeyOf(_context, "1.2.3|" + Id(person)));

        var (searched, read) = (Of(0)[0], Of(0)[1]);
        Assert.Equal((AccessGrade.Replayed, AccessGrade.Named), (searched.Grade, read.Grade));
        foreach (var access in new[] { searched, read })
            Assert.Equal((DataCategory.IdentityName | DataCategory.ContactPhone, DataCategory.CarePractitioner, 2), (access.Categories, access.Possible, access.Level));

        // Beyond the first page: only the search in an order that is not the source's may have shown her.
        var perhaps = Assert.Single(Of(25));
        Assert.Equal((AccessGrade.Bounded, DataCategory.None, Card, 3L, 7), (perhaps.Grade, perhaps.Categories, perhaps.Possible, perhaps.Position, perhaps.Account));
        var told = new PersonReport(_context, extent, _ => new CaseName("idp|a", null)).Of("1.2.3|" + Id(25))!;
        Assert.Equal("Someone else was probably using this account. The search may have shown this person; it is not certain.", $"{told[0].Why.En} {told[0].How.En}");
        Assert.StartsWith("perhaps ", told[0].Shown.En, StringComparison.Ordinal);
    }

    [Fact]
    public void ACountIsFollowedToItsPersonsAndSearches()
    {
        using var trail = new Trail(_folder);
        Search(trail, 1, Noon, "GET /fhir/Patient?family=MARTIN&_count=10");
        Read(trail, 2, "1.2.3|" + Id(0));
        Search(trail, 3, Noon + 2 * Instant.Hour, "GET /fhir/Patient?family=MARTIN&_sort=-birthdate&_count=20");
        var extent = Drawn(trail, 1);
        var (persons, questions) = extent.Evidence("INC-1", DataCategory.None);
        Assert.Equal(extent.Count("INC-1").Persons.Lower, persons.Count(p => p.Attribution == "certain"));
        Assert.Equal([1, 2], Assert.Single(persons, p => p.Evidence.Count > 1).Evidence);
        Assert.Equal((20, 3L), (Assert.Single(questions).Most, Assert.Single(questions[0].Evidence)));
        Assert.Equal(5, extent.Evidence("INC-1", DataCategory.ContactPhone).Persons.Count);
        Assert.Empty(extent.Evidence("INC-1", DataCategory.CareDiagnosis).Persons);
        Assert.Empty(extent.Evidence("INC-2", DataCategory.None).Persons);
    }

    private const int Person = 3, Category = 5, Attribution = 7, FirstSeen = 8, Evidence = 11;

    private static string Id(int person) => person.ToString("000", CultureInfo.InvariantCulture);

    private static void Search(Trail trail, long position, long at, string query) =>
        trail.Append(Row(position, at) with { Unnamed = -1, Kind = (byte)EventKind.Search }, [], Encoding.UTF8.GetBytes(query));

    private void Read(Trail trail, long position, string identifier) =>
        trail.Append(Row(position, Noon + Instant.Hour) with { Patient = PersonReport.KeyOf(_context, identifier), Kind = (byte)EventKind.Read }, Encoding.UTF8.GetBytes(identifier), []);

    private static TrailRow Row(long position, long at) =>
        new() { Position = position, At = at, Account = 7, Session = 1, Controller = -1, Categories = (int)Card, Flags = (ushort)AccessFlags.Success, Results = -1 };

    private Extent Drawn(Trail trail, double pIntruder)
    {
        trail.Complete();
        var extent = new Extent(trail, _context, _ => null, _ => -1, _ => "portal");
        extent.Attribute([new CaseSession("INC-1", 7, 1, pIntruder)]);
        return extent;
    }

    private List<string[]> Rows(Trail trail)
    {
        Drawn(trail, 1).Write(_folder);
        return [.. File.ReadLines(Path.Combine(_folder, "exposure.csv")).Skip(1).Select(line => line.Split(','))];
    }
}
