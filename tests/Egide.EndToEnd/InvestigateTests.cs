using System.Globalization;
using System.Text.Json.Nodes;

namespace Egide.EndToEnd;

/// <summary>The sample region, from its trails to its dossier, held against the truth that the simulator wrote down.</summary>
public sealed class InvestigateTests(Sample sample)
{
    [Fact]
    public void AnIncidentIsExitCodeOne()
    {
        Assert.Equal(0, sample.Simulated.Code);
        Assert.True(sample.Investigated.Code == 1, sample.Investigated.Error);
        Assert.Contains("report.html", sample.Investigated.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report.html"), InlineData("incidents.json"), InlineData("findings.ndjson"), InlineData("sessions.csv"), InlineData("exposure.csv")]
    [InlineData("exposure.parquet"), InlineData("timeline.csv"), InlineData("sources.json"), InlineData("quarantine.ndjson"), InlineData("journal/checkpoint")]
    public void EveryFileOfTheContractIsThere(string file) => Assert.True(new FileInfo(Path.Combine(sample.French, file)) is { Exists: true, Length: > 0 });

    [Fact]
    public void IncidentsHaveTheKeysOfTheContract()
    {
        string[] keys = ["schema_version", "id", "opened_at", "status", "title", "accounts", "window", "sessions", "infrastructure", "persons", "categories", "controllers", "unnamed", "medical", "coverage", "as_of"];
        foreach (var incident in Sample.Json(sample.French, "incidents.json"))
        {
            Assert.Equal(keys, Keys(incident!));
            Assert.Equal(["idp", "id", "practitioner", "name", "score", "from", "to"], Keys(incident!["accounts"]![0]!));
            Assert.Equal(["from", "to", "ongoing"], Keys(incident["window"]!));
            Assert.Equal(["intruder", "carer", "undecided"], Keys(incident["sessions"]!));
            Assert.Equal(["lower", "likely", "upper"], Keys(incident["persons"]!));
            Assert.Equal(["statement", "events", "reasons"], Keys(incident["medical"]!));
            Assert.Equal(["complete", "gaps"], Keys(incident["coverage"]!));
            Assert.Equal(["origin", "tree_size", "root"], Keys(incident["as_of"]!));
        }
    }

    [Fact]
    public void TheAnswersOfASimulatedRegionAreNotReadAndThatIsSaid() =>
        Assert.Contains("C’est ce qu’une région simulée dit", File.ReadAllText(Path.Combine(sample.French, "report.html")), StringComparison.Ordinal);

    [Fact]
    public void BoundsAreInOrder()
    {
        foreach (var incident in Sample.Json(sample.French, "incidents.json"))
        {
            var all = incident!["categories"]!.AsObject().Concat(incident["controllers"]!.AsObject()).Select(pair => pair.Value!).Append(incident["persons"]!);
            Assert.All(all, bounds => Assert.InRange((long)bounds["likely"]!, (long)bounds["lower"]!, (long)bounds["upper"]!));
        }
    }

    [Fact]
    public async Task WhoWasShownIsCountedThoughThePortalsOwnRecordsOfTheDayAreLost()
    {
        using var folder = new TemporaryFolder();
        TemporaryFolder.Copy(sample.Region, folder["region"]);
        var lost = Directory.GetFiles(folder["region", "trails", "portail"], "AuditEvent-2026-09-13*", SearchOption.AllDirectories);
        Assert.NotEmpty(lost);
        foreach (var file in lost) File.Delete(file);
        var said = await Invocation.Of("investigate", folder["region"], "--out", folder["out"], "--key", folder.Key);
        Assert.True(said.Code == 1, said.Error);
        var incident = Sample.Json(folder["out"], "incidents.json")[0]!;
        var truth = JsonNode.Parse(File.ReadAllText(folder["region", "truth", "summary.json"]))!["attacks"]![0]!;
        Assert.InRange((long)truth["persons"]!, (long)incident["persons"]!["lower"]!, (long)incident["persons"]!["upper"]!);
        Assert.False((bool)incident["coverage"]!["complete"]!);
    }

    [Fact]
    public void TheUsurpedAccountsAreInOneIncidentWhoseBoundsHoldTheTruth()
    {
        var incident = TrueIncident();
        var truth = JsonNode.Parse(File.ReadAllText(Path.Combine(sample.Region, "truth", "summary.json")))!["attacks"]![0]!;
        Assert.InRange((long)truth["persons"]!, (long)incident["persons"]!["lower"]!, (long)incident["persons"]!["upper"]!);
        foreach (var (category, persons) in truth["categories"]!.AsObject())
        {
            var bounds = incident["categories"]!.AsObject()[category];
            Assert.True(bounds is not null, $"{category} is not in the incident");
            Assert.InRange((long)persons!, (long)bounds["lower"]!, (long)bounds["upper"]!);
        }
    }

    [Fact]
    public void TheTrueWindowIsInTheIncidents()
    {
        var incident = TrueIncident();
        var rows = Truth().Select(row => (From: Instant(row[4]), To: Instant(row[5]))).ToList();
        Assert.True(Instant((string)incident["window"]!["from"]!) <= rows.Min(row => row.From).AddMinutes(1));
        Assert.True(Instant((string)incident["window"]!["to"]!) >= rows.Max(row => row.To).AddMinutes(-1));
    }

    [Fact]
    public void TheIntrudersSessionsAreTold()
    {
        var truth = File.ReadLines(Path.Combine(sample.Region, "truth", "sessions.csv")).Skip(1).Select(line => line.Split(',')).ToDictionary(row => row[3], row => row[^1]);
        var told = File.ReadLines(Path.Combine(sample.French, "sessions.csv")).Skip(1).Select(line => line.Split(',')).Where(row => row[0] == (string)TrueIncident()["id"]!).ToList();
        Assert.All(truth.Where(session => session.Value == "intruder"), session =>
            Assert.Contains(told, row => row[2] == session.Key && row.Contains("intruder")));
        Assert.DoesNotContain(told, row => truth.GetValueOrDefault(row[2]) == "carer" && row.Contains("intruder"));
    }

    [Fact]
    public void EveryRecordIsAnEventOrQuarantined()
    {
        var written = long.Parse(sample.Simulated.Out.Split(' ')[0], CultureInfo.InvariantCulture);
        var sources = Sample.Json(sample.French, "sources.json");
        var events = sources.Sum(source => (long)source!["events"]!);
        var quarantine = Sample.Lines(sample.French, "quarantine.ndjson").ToList();
        Assert.Equal(quarantine.Count, sources.Sum(source => source!["quarantined"]!.AsObject().Sum(reason => (long)reason.Value!)));
        // What the simulator does not count as a record: the lines of the region's README and of its profiles, and the header lines of CSV trails.
        var notRecords = quarantine.Count(record => Path.GetFileName((string)record["file"]!) is "README.md" or "sources.yaml" || (string?)record["detail"] == "CSV header");
        Assert.Equal(written, events + quarantine.Count - notRecords);
    }

    [Fact]
    public void EvidenceStandsInTheJournal()
    {
        var size = (long)Sample.Json(sample.French, "incidents.json")[0]!["as_of"]!["tree_size"]!;
        Assert.All(Sample.Lines(sample.French, "findings.ndjson"), finding =>
        {
            Assert.NotEmpty(finding["evidence"]!.AsArray());
            Assert.All(finding["evidence"]!.AsArray(), position => Assert.InRange((long)position!, 0, size - 1));
        });
    }

    [Fact]
    public async Task TheJournalVerifiesUntilAByteIsFlipped()
    {
        using var folder = new TemporaryFolder();
        var journal = folder["journal"];
        TemporaryFolder.Copy(Path.Combine(sample.French, "journal"), journal);
        var whole = await Invocation.Of("verify", journal);
        Assert.True(whole.Code == 0, whole.Out + whole.Error);

        var largest = new DirectoryInfo(journal).EnumerateFiles("*", SearchOption.AllDirectories).MaxBy(file => file.Length)!.FullName;
        var bytes = await File.ReadAllBytesAsync(largest, TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(largest, bytes, TestContext.Current.CancellationToken);
        var broken = await Invocation.Of("verify", journal, "--lang", "en");
        Assert.True(broken.Code == 1, broken.Out + broken.Error);
        Assert.Matches(@"BROKEN: .+ \([a-z_]+\): .+", broken.Out);
    }

    [Theory]
    [InlineData("exposure.csv"), InlineData("report.html"), InlineData("incidents.json")]
    public async Task AFileEditedAfterwardsIsNamed(string file)
    {
        using var folder = new TemporaryFolder();
        TemporaryFolder.Copy(sample.French, folder["out"]);
        var whole = await Invocation.Of("verify", folder["out"], "--lang", "en");
        Assert.True(whole.Code == 0, whole.Out + whole.Error);
        Assert.Contains("files of the result: as the journal states them", whole.Out, StringComparison.Ordinal);
        File.AppendAllText(folder["out", file], " ");
        File.Delete(folder["out", "timeline.csv"]);
        var edited = await Invocation.Of("verify", folder["out"], "--lang", "en");
        Assert.Equal(1, edited.Code);
        Assert.Contains($"changed: {file}", edited.Out, StringComparison.Ordinal);
        Assert.Contains("missing: timeline.csv", edited.Out, StringComparison.Ordinal);
        var journal = await Invocation.Of("verify", folder["out", "journal"], "--lang", "en");
        Assert.Equal(0, journal.Code);
        Assert.Contains("Only the journal is verified", journal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonOnStandardOutputParses()
    {
        Assert.Equal(1, sample.InvestigatedInEnglish.Code);
        var said = JsonNode.Parse(sample.InvestigatedInEnglish.Out)!;
        Assert.Equal(Sample.Json(sample.English, "incidents.json").Count, said["incidents"]!.AsArray().Count);
        Assert.True((long)said["events"]! > 0);
    }

    [Fact]
    public void TheEnglishReportIsEnglish()
    {
        var english = File.ReadAllText(Path.Combine(sample.English, "report.html"));
        var french = File.ReadAllText(Path.Combine(sample.French, "report.html"));
        Assert.Contains("<html lang=\"en\"", english, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"fr\"", french, StringComparison.Ordinal);
        Assert.Contains(" accounts", english, StringComparison.Ordinal);
        Assert.DoesNotContain(" comptes ", english, StringComparison.Ordinal);
        Assert.Contains(" comptes ", french, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSameTrailGivesTheSameIncidentsInBothLanguages()
    {
        var french = Sample.Json(sample.French, "incidents.json").Select(i => i!["persons"]!.ToJsonString());
        var english = Sample.Json(sample.English, "incidents.json").Select(i => i!["persons"]!.ToJsonString());
        Assert.Equal(french, english);
    }

    private JsonNode TrueIncident()
    {
        var usurped = Truth().Select(row => row[2]).ToHashSet(StringComparer.Ordinal);
        return Assert.Single(Sample.Json(sample.French, "incidents.json"), incident =>
            usurped.IsSubsetOf(incident!["accounts"]!.AsArray().Select(account => (string)account!["id"]!)))!;
    }

    private List<string[]> Truth() => [.. File.ReadLines(Path.Combine(sample.Region, "truth", "accounts.csv")).Skip(1).Select(line => line.Split(','))];

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string[] Keys(JsonNode node) => [.. node.AsObject().Select(pair => pair.Key)];
}
