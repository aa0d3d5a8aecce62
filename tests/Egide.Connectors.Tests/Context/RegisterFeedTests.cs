using System.Text;
using Egide.Connectors.Context;
using Egide.Connectors.Files;
using Egide.Connectors.Tests.Files;
using Egide.Observe;
using Egide.Observe.Context;
using Egide.Observe.Queries;
using Egide.Scope.Replay;

namespace Egide.Connectors.Tests.Context;

/// <summary>What a question shows of registers given as changes: sure, possible, nobody.</summary>
public class RegisterFeedTests
{
    private const string Ipp = "1.2.250.1.999.1";
    private readonly List<IntakeProblem> _problems = [];

    [Fact]
    public void AHistoryInAnyOrderGivesTheVersionThatWasAndAnErasureEndsIt()
    {
        var region = Read(("history.json", """
            {"resourceType":"Bundle","type":"history","entry":[
              {"request":{"method":"DELETE","url":"Patient/1"},"response":{"lastModified":"2026-05-01T00:00:00Z"}},
              {"resource":{"resourceType":"Patient","id":"1","meta":{"lastUpdated":"2026-03-01T00:00:00Z"},"name":[{"family":"Durand"}]},"request":{"method":"PUT","url":"Patient/1"}},
              {"resource":{"resourceType":"Patient","id":"2","meta":{"lastUpdated":"2026-01-01T00:00:00Z"},"name":[{"family":"Petit"}]}},
              {"resource":{"resourceType":"Patient","id":"1","meta":{"lastUpdated":"2026-01-01T00:00:00Z"},"name":[{"family":"Martin"}]},"request":{"method":"POST","url":"Patient"}}]}
            """));
        Assert.Equal((1, 0), Asked(region, "family=martin", "2026-02-01"));
        Assert.Equal((0, 0), Asked(region, "family=durand", "2026-02-01"));
        Assert.Equal((0, 0), Asked(region, "family=martin", "2026-04-01"));
        Assert.Equal((1, 0), Asked(region, "family=durand", "2026-04-01"));
        Assert.Equal((0, 0), Asked(region, "family=durand", "2026-05-02"));
        Assert.Equal((1, 0), Asked(region, "family=petit", "2026-05-02"));
        Assert.Empty(_problems);
    }

    [Fact]
    public void APageOfErasuresIsContextAndWithoutAnInstantNobodyIsSure()
    {
        var region = Read(
            ("a.json", """{"resourceType":"Bundle","type":"history","entry":[{"request":{"method":"DELETE","url":"Patient/1/_history/2"}}]}"""),
            ("b.json", """{"resourceType":"Patient","id":"1","meta":{"lastUpdated":"2026-01-01T00:00:00Z"},"name":[{"family":"Martin"}]}"""));
        Assert.Equal((0, 1), Asked(region, "family=martin", "2026-02-01"));
    }

    [Fact]
    public void ARecordMissingFromALaterSnapshotIsGoneAndBetweenTheTwoItMayBe()
    {
        var region = Read(
            ("Patient-2026-01-10.ndjson", Patient("1", "Martin") + Patient("2", "Petit") + Patient("3", "Leroy")),
            ("Patient-2026-02-10.ndjson", Patient("1", "Martin") + Patient("2", "Grand")),
            ("Patient-2026-03-10.ndjson", Patient("1", "Martin") + Patient("2", "Grand") + Patient("4", "Neuf")));
        Assert.Equal((1, 0), Asked(region, "family=martin", "2026-01-20"));
        Assert.Equal((1, 0), Asked(region, "family=martin", "2026-04-01"));
        Assert.Equal((0, 1), Asked(region, "family=leroy", "2026-01-20"));
        Assert.Equal((0, 0), Asked(region, "family=leroy", "2026-02-20"));
        Assert.Equal((0, 1), Asked(region, "family=petit", "2026-01-20"));
        Assert.Equal((0, 1), Asked(region, "family=grand", "2026-01-20"));
        Assert.Equal((0, 0), Asked(region, "family=petit", "2026-02-20"));
        Assert.Equal((1, 0), Asked(region, "family=grand", "2026-02-20"));
        Assert.Equal((0, 1), Asked(region, "family=neuf", "2026-02-20"));
        Assert.Equal(Doubt.RegisterTooLate, Run(region, "family=martin", "2026-01-01").Doubt);
    }

    [Fact]
    public void NobodyIsMissingFromASnapshotThatCouldNotBeReadWhole()
    {
        var region = Read(
            ("Patient-2026-01-10.ndjson", Patient("1", "Martin") + Patient("2", "Petit")),
            ("Patient-2026-02-10.ndjson", Patient("1", "Martin") + "{\"resourceType\":\"Patient\"}\n"));
        Assert.NotEmpty(_problems);
        Assert.Equal((0, 1), Asked(region, "family=petit", "2026-03-01"));
    }

    [Fact]
    public void TwoRegistersThatDisagreeAtOnceMakeNobodySure()
    {
        var region = Read(
            ("a.csv", $"system,id,family,given,birth_date,valid_from\n{Ipp},1,Martin,Jean,1961-05-20,2026-01-01\n{Ipp},2,Petit,Anne,1970-01-01,2026-01-01\n"),
            ("b.csv", $"system,id,family,given,birth_date,valid_from\n{Ipp},1,Durand,Jean,1961-05-20,2026-01-01\n"));
        Assert.Equal((0, 1), Asked(region, "family=martin", "2026-02-01"));
        Assert.Equal((0, 1), Asked(region, "family=durand", "2026-02-01"));
        Assert.Equal((1, 0), Asked(region, "birthdate=1961-05-20", "2026-02-01"));
        Assert.Equal((1, 0), Asked(region, "family=petit", "2026-02-01"));
    }

    [Theory]
    [InlineData("\n", "\n\n", "")]
    [InlineData("\r", "\u001c\r", "\v")]
    [InlineData("\r\n", "\r\n\r\n", "")]
    public void AdmissionsUpdatesAndMergesAreAFeed(string line, string between, string before)
    {
        string Message(string trigger, string at, params string[] segments) => before + string.Join(line, (string[])[$@"MSH|^~\&|PAM|CHU|EGIDE|X|20260101000000+0000||ADT^{trigger}^ADT_{trigger}|1|P|2.5", $"EVN||{at}+0000", .. segments]) + between;
        string Pid(string id, string name) => $"PID|||{id}^^^CHU&{Ipp}&ISO^PI~1610175000001^^^ASIP&1.2.250.1.213.1.4.8&ISO^INS||{name}^D^^^^^L||19610520|M|||1 RUE DE L\\T\\A^^Nantes^^44000^FRA||0240000000";
        var region = Read(("adt", Message("A08", "20260301000000", Pid("1", "LEFÈVRE")) + Message("A28", "20260101000000", Pid("1", "MARTIN"))
            + Message("A04", "20260101000000", Pid("9", "MARTIN").Replace("1610175000001", "1610175000009", StringComparison.Ordinal))
            + Message("A40", "20260401000000", Pid("1", "LEFÈVRE"), $"MRG|9^^^CHU&{Ipp}&ISO^PI")));
        Assert.Equal((2, 0), Asked(region, "family=martin", "2026-02-01"));
        Assert.Equal((1, 0), Asked(region, "family=lefevre&birthdate=1961-05-20&given=d", "2026-03-15"));
        Assert.Equal((1, 0), Asked(region, "family=martin", "2026-03-15"));
        // Merged: a source that returns closed records may still show it.
        Assert.Equal((0, 1), Asked(region, "family=martin", "2026-05-01"));
        Assert.Equal((1, 1), Asked(region, "phone=0240000000&address-city=nantes", "2026-05-01"));
        Assert.Equal(region.ClusterOf(Ipp, "1"), region.ClusterOf(Ipp, "9"));
        Assert.Empty(_problems);
    }

    [Fact]
    public void LinksHoldUntilTheyAreUndoneAndTimesWithoutAZoneAreDoubtful()
    {
        string Message(string trigger, string at, string rest) => $"MSH|^~\\&|A|B|C|D|{at}||ADT^{trigger}|1|P|2.5\r{rest}\r";
        string Pid(int id) => $"PID|||{id}^^^X&{Ipp}&ISO^PI||N{id}^P";
        var region = Read(("adt", Message("A28", "20260101120000", Pid(1)) + Message("A28", "20260101120000", Pid(2)) + Message("A28", "20260101120000", Pid(3))
            + Message("A24", "20260102", Pid(1) + "\r" + Pid(2)) + Message("A24", "20260102", Pid(1) + "\r" + Pid(3)) + Message("A37", "20260103", Pid(3) + "\r" + Pid(1))
            + Message("A08", "20260201120000", Pid(1)) + Message("A08", "20260201120000", "PID|||7||X^Y")));
        Assert.Equal(region.ClusterOf(Ipp, "1"), region.ClusterOf(Ipp, "2"));
        Assert.NotEqual(region.ClusterOf(Ipp, "1"), region.ClusterOf(Ipp, "3"));
        Assert.Single(_problems);
        Assert.Equal((1, 0), Asked(region, "family=n2", "2026-01-01T12:00:06Z"));
        Assert.Equal((0, 1), Asked(region, "family=n2", "2026-01-01T11:00:00Z"));
    }

    [Theory]
    [InlineData("""{"resourceType":"Bundle","type":"history","entry":[{"resource":{"resourceType":"AuditEvent","entity":[{"what":{"reference":"Patient/1"}}]},"request":{"method":"DELETE","url":"Patient/1"}}]}""")]
    [InlineData("MSH|^~\\&|A|B|C|D|20260101||QBP^Q22^QBP_Q21|1|P|2.5\rQPD|IHE PDQ Query|1|@PID.5.1^MARTIN\r")]
    [InlineData("<13>1 2026-01-01T00:00:00Z h app - - - MSH|^~\\&|A|B|C|D|20260101||ADT^A01|1|P|2.5")]
    [InlineData("""{"request":{"method":"DELETE","url":"/fhir/Patient/1"},"status":200,"time":"2026-01-01T00:00:00Z"}""")]
    public void TrailsAreNotTakenForContext(string text)
    {
        using var folder = new TemporaryFolder();
        folder.Write("trail", Encoding.UTF8.GetBytes(text));
        foreach (var file in TrailFiles.Walk([folder.Path], _problems.Add)) Assert.False(ContextReader.Recognises(file));
    }

    private static string Patient(string id, string family) => $$"""{"resourceType":"Patient","id":"{{id}}","name":[{"family":"{{family}}"}]}""" + "\n";

    private static Answer Run(RegionContext region, string query, string at)
    {
        var instant = Instant.From(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal));
        return new Replayer(region).Run(QueryDecoder.Decode("GET /fhir/Patient?" + query), SourceProfile.Standard, instant, instant, [(0, 20)]);
    }

    private static (int Sure, int Possible) Asked(RegionContext region, string query, string at)
    {
        var answer = Run(region, query, at);
        Assert.True(answer.Doubt is Doubt.None or Doubt.RuleUnknown, answer.Doubt.ToString());
        return (answer.Sure.Count, answer.Possible.Count);
    }

    private RegionContext Read(params (string Name, string Text)[] files)
    {
        var region = new RegionContext();
        var reader = new ContextReader(region, _problems.Add);
        using var folder = new TemporaryFolder();
        foreach (var (name, text) in files) folder.Write(name, Encoding.UTF8.GetBytes(text));
        foreach (var file in TrailFiles.Walk([folder.Path], _problems.Add))
        {
            Assert.True(ContextReader.Recognises(file), file.Name);
            Assert.True(reader.Read(file), file.Name);
        }

        reader.Complete();
        return region;
    }
}
