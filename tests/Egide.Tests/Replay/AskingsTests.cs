using Egide.Observe;
using Egide.Observe.Context;
using Egide.Observe.Data;
using Egide.Scope;
using Egide.Scope.Replay;

namespace Egide.Tests.Replay;

/// <summary>What makes one question of several records, and what must not: each case once gave a count that was too small or too sure.</summary>
public class AskingsTests
{
    private const long Noon = 1_788_000_000_000_000;
    private readonly Askings _askings = new();
    private long _at = Noon;

    [Fact]
    public void SearchesWhoseRecordDoesNotSayWhatWasAskedAddUp()
    {
        for (var i = 0; i < 10; i++) Search("POST /fhir/Patient/_search", bound: 15);
        Assert.Equal(new Bounds(0, 0, 150), Persons());
        for (var i = 0; i < 10; i++) Search(null, bound: 15);
        Assert.Equal(new Bounds(0, 0, 300), Persons());
    }

    [Fact]
    public void ACriterionThatIsNotUnderstoodProvesNobody()
    {
        foreach (var asked in new[] { "_has:Encounter:patient:participant=123", "_filter=x", "_lastUpdated=ge2026-09-13", "_list=42" })
        {
            Search($"GET /fhir/Patient?{asked}&_count=5000");
            Assert.Equal(0, Persons().Lower);
        }

        Assert.Equal(79, Persons().Upper);
    }

    [Fact]
    public void PagesThatOnlyAMarkTellsApartArePages()
    {
        Search("GET /fhir/Patient?family=MAR&_count=20", bound: 20);
        foreach (var mark in "abc") Search($"GET /fhir/Patient?family=MAR&_count=20&_page_token={mark}", bound: 20);
        Assert.Equal(new Bounds(0, 0, 70), Persons());
    }

    [Fact]
    public void APageLinkBelongsToTheListLongEnoughToHaveIt()
    {
        Search("GET /fhir/Patient?family=MAR&_count=50");
        Search("GET /fhir/Patient?family=DUP&_count=50");
        Search("GET /fhir?_getpages=aaaa&_getpagesoffset=50&_count=50");
        Assert.Equal(new Bounds(79, 79, 79), Persons());
    }

    [Fact]
    public void NumberedPagesAreAsLongAsTheSourceSays()
    {
        var profile = Ordered with { Page = 20 };
        for (var page = 1; page <= 4; page++) Search($"GET /fhir/Patient?family=MAR&page={page}", bound: 50);
        Assert.Equal(new Bounds(70, 70, 70), Persons(profile));
    }

    [Fact]
    public void OneQuestionAtTwoSourcesIsTwo()
    {
        Search("GET /fhir/Patient?family=MAR&_count=100", source: "exact");
        Search("GET /fhir/Patient?family=MAR&_count=100", source: "portal");
        Assert.Equal(70, Persons(Ordered with { Source = "exact", Match = StringRule.Exact }, Ordered).Upper);
    }

    [Fact]
    public void AnOrderAskedForIsNotTheSourcesOwn()
    {
        Search("GET /fhir/Patient?family=MAR&_count=20", bound: 20);
        Search("GET /fhir/Patient?family=MAR&_count=20&_sort=-birthdate", bound: 20);
        Assert.Equal(new Bounds(20, 20, 40), Persons(Ordered));
    }

    [Theory]
    [InlineData("_summary=count&_count=100")]
    [InlineData("_count=0")]
    public void ACountShowsNobody(string asked)
    {
        Search($"GET /fhir/Patient?family=MAR&{asked}");
        Assert.Equal(default, Persons());
    }

    [Fact]
    public void WhatOnePageShowsIsNotWhatAnotherDoes()
    {
        Search("GET /fhir/Patient?family=MAR&_elements=name&_count=100", shown: DataCategory.IdentityName);
        Search("GET /fhir/Patient?family=MAR&_elements=telecom&_count=1", bound: 1, shown: DataCategory.ContactPhone);
        var counter = Counter(out _);
        Assert.Equal(new Bounds(70, 70, 70), counter.Categories["identity.name"]);
        Assert.True(counter.Categories["contact.phone"].Lower == 0 && counter.Categories["contact.phone"].Upper <= 1);
    }

    [Fact]
    public void EvidenceOfMoreThanTheRegisterHoldsIsAContradiction()
    {
        Search("GET /fhir/Patient?family=DUP&_count=100", bound: 50, results: 50);
        var counter = Counter(out var questions);
        Assert.Equal(Doubt.Contradicted, questions[0].Answer.Doubt);
        Assert.Equal((0L, true), (counter.Persons.Lower, counter.Persons.Upper >= 50));
        Assert.Contains("?", counter.Controllers.Keys);
    }

    [Fact]
    public void EvidenceOfFewerIsOneToo()
    {
        Search("GET /fhir/Patient?family=DUP&_count=100", bound: 3);
        var counter = Counter(out var questions);
        Assert.Equal((Doubt.Contradicted, 0L, 9L), (questions[0].Answer.Doubt, counter.Persons.Lower, counter.Persons.Upper));
    }

    [Fact]
    public void ARecordLastWrittenAfterTheQuestionMayHaveAnsweredIt()
    {
        var context = new RegionContext();
        PatientVersion Written(string id, int days, bool older) => new()
        {
            Identifiers = [new PatientIdentifier("1.2.3", id)], Traits = new PatientTraits { Names = [new PersonName("MARTIN", ["ANNE"])] },
            ValidFrom = Instant.ToDateTimeOffset(Noon).AddDays(days), MayBeOlder = older,
        };
        context.Add(Written("before", -30, older: true));
        context.Add(Written("after", 10, older: true));
        context.Add(Written("born after", 10, older: false));
        context.Seal();
        Search("GET /fhir/Patient?family=MARTIN&_count=50");
        var answer = new Reconstruction(context).Run(_askings.All)[0].Answer;
        Assert.Equal(["before"], answer.Sure.Select(context.Identities.IdOf));
        Assert.Equal(["after"], answer.Possible.Select(context.Identities.IdOf));
    }

    [Theory]
    [InlineData("GET /fhir/Patient?family=MAR&_count=20")]
    [InlineData("GET /fhir/Patient?family=MARTIN&_count=20&_page=3")]
    public void AnAnswerTooLargeToBeEmptyContradictsAnEmptyReplay(string asked)
    {
        var exact = Ordered with { Match = StringRule.Exact };
        Search(asked, bound: 20);
        Assert.Equal(0, Persons(exact).Upper);
        Search(asked.Replace("MAR", "mar", StringComparison.Ordinal), bound: 20, flags: AccessFlags.NotEmpty);
        Counter(out var questions, exact);
        Assert.Equal(Doubt.Contradicted, questions[^1].Answer.Doubt);
        Assert.Equal(20, Persons(exact).Upper);
    }

    [Fact]
    public void ACriterionThatTheSourceSaysItHasNotProvesNobodyAndLeavesNobodyOut()
    {
        Search("GET /fhir/Patient?family=DUPONT&birthdate=2000-01-01&_count=100");
        Assert.Equal(0, Persons(Ordered).Upper);
        var bounds = Persons(Ordered with { Parameters = new HashSet<string> { "family" } });
        Assert.Equal((0, 9), (bounds.Lower, bounds.Upper));
    }

    private static SourceProfile Ordered { get; } = new() { Source = "portal", Match = StringRule.StartsWith, FoldsCase = true, FoldsAccents = true, Order = ["family", "given", "birthdate", "id"], Inactive = false };

    private void Search(string? text, int bound = -1, string source = "portal", DataCategory shown = DataCategory.IdentityName, int results = -1, AccessFlags flags = AccessFlags.None) =>
        _askings.Add("INC-1", 3, 1, source, text, _at += Instant.Second, bound, results, shown, _at, flags);

    private Bounds Persons(params SourceProfile[] profiles) => Counter(out _, profiles).Persons;

    // Seventy persons called Martin, Marchand or Maréchal, nine called Dupont; each answer is drawn up anew.
    private ExtentCounter Counter(out List<Asking> questions, params SourceProfile[] profiles)
    {
        var context = new RegionContext();
        for (var i = 0; i < 79; i++)
        {
            context.Add(new PatientVersion
            {
                Identifiers = [new PatientIdentifier("1.2.3", FormattableString.Invariant($"{i:000}"))],
                Traits = new PatientTraits { Names = [new PersonName(i >= 70 ? "DUPONT" : i % 3 == 0 ? "MARTIN" : i % 3 == 1 ? "Marchand" : "Maréchal", ["ANNE"])], BirthDate = "1961-05-20" },
            });
        }

        foreach (var profile in profiles) context.Add(profile);
        context.Seal();
        var reconstruction = new Reconstruction(context);
        questions = reconstruction.Run(_askings.All);
        var counter = new ExtentCounter(() => context.PatientClusters, long.MaxValue, reconstruction);
        foreach (var question in questions)
            foreach (var row in question.Answer.Sure)
                foreach (var category in DataCategories.Each(reconstruction.ShownOf(row, question.Categories).Sure)) counter.Add(reconstruction.PersonOf(row), "?", category, 3);
        counter.Add(questions);
        return counter;
    }
}
