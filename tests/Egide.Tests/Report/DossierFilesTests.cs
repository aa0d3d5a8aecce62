using System.Text.Json;
using Egide.Report;

namespace Egide.Tests.Report;

public sealed class DossierFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("egide-report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Incidents_have_the_keys_of_the_contract_and_what_they_count()
    {
        DossierFiles.Write(Dossiers.Rich, _folder, "fr");
        using var json = Parse("incidents.json");
        var incident = json.RootElement[0];

        string[] keys = ["id", "opened_at", "status", "title", "accounts", "window", "sessions", "infrastructure", "persons", "categories", "controllers", "medical", "coverage", "as_of"];
        Assert.All(keys, k => Assert.True(incident.TryGetProperty(k, out _), k));
        Assert.Equal("2026-03-03T20:04:00Z", incident.GetProperty("window").GetProperty("from").GetString());
        Assert.Equal((30, 20, 10), (Number(incident, "sessions", "intruder"), Number(incident, "sessions", "carer"), Number(incident, "sessions", "undecided")));
        Assert.Equal((1204, 3410, 9990), (Number(incident, "persons", "lower"), Number(incident, "persons", "likely"), Number(incident, "persons", "upper")));
        Assert.Equal(1250, Number(incident, "as_of", "tree_size"));
        Assert.Equal("idp.region.example", incident.GetProperty("accounts")[0].GetProperty("idp").GetString());
    }

    [Fact]
    public void Csv_files_have_the_headers_of_the_contract_and_a_line_a_session()
    {
        DossierFiles.Write(Dossiers.Rich, _folder, "en");
        var sessions = File.ReadAllLines(Path.Combine(_folder, "sessions.csv"));
        var timeline = File.ReadAllLines(Path.Combine(_folder, "timeline.csv"));

        Assert.Equal("incident,account,session,start,end,address,user_agent,site,p_intruder,verdict,reasons,persons,replayed", sessions[0]);
        Assert.Equal(61, sessions.Length);
        Assert.EndsWith("0.998,intruder,\"address of a hosting provider, never seen for this account | 312 patients outside any care relationship\",,", sessions[3], StringComparison.Ordinal);
        Assert.Equal("instant,actor,what,position", timeline[0]);
        Assert.Equal("2026-03-03T20:04:00Z,intruder,\"First sign-in, \"\"unusual\"\"\",12", timeline[1]);
    }

    [Fact]
    public void A_formula_from_the_attacker_does_not_run_in_a_spreadsheet()
    {
        DossierFiles.Write(Dossiers.Attacked, _folder, "en");
        var text = File.ReadAllText(Path.Combine(_folder, "sessions.csv"));

        Assert.Contains(",'=cmd|", text, StringComparison.Ordinal);
        Assert.DoesNotContain(",=cmd|", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_are_a_line_each_in_both_languages_with_their_evidence()
    {
        DossierFiles.Write(Dossiers.Rich, _folder, "fr");
        var lines = File.ReadAllLines(Path.Combine(_folder, "findings.ndjson"));
        using var first = JsonDocument.Parse(lines[0]);

        Assert.Equal(10, lines.Length);
        Assert.StartsWith("312 patients lus", first.RootElement.GetProperty("sentence").GetProperty("fr").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("312 patients read", first.RootElement.GetProperty("sentence").GetProperty("en").GetString(), StringComparison.Ordinal);
        Assert.Equal(9, first.RootElement.GetProperty("evidence").GetArrayLength());
        Assert.Equal(22.4, first.RootElement.GetProperty("score").GetDouble());
    }

    [Fact]
    public void Sources_say_what_was_read_and_what_was_not()
    {
        DossierFiles.Write(Dossiers.Rich, _folder, "fr");
        using var json = Parse("sources.json");
        var source = json.RootElement[1];

        Assert.Equal(210_344, source.GetProperty("events").GetInt64());
        Assert.Equal(8, Number(source, "quarantined", "not_json"));
        Assert.Equal(3.4, source.GetProperty("clock_drift").GetProperty("seconds").GetDouble());
        Assert.Equal("2026-02-01T20:04:00Z", source.GetProperty("first").GetString());
        Assert.Equal(1, json.RootElement[2].GetProperty("silences").GetArrayLength());
    }

    [Fact]
    public void Without_incident_the_files_are_there_and_empty()
    {
        DossierFiles.Write(Dossiers.Empty, _folder, "fr");
        using var json = Parse("incidents.json");

        Assert.Equal(0, json.RootElement.GetArrayLength());
        Assert.Single(File.ReadAllLines(Path.Combine(_folder, "sessions.csv")));
        Assert.Empty(File.ReadAllBytes(Path.Combine(_folder, "findings.ndjson")));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1"), InlineData("+33 6", "'+33 6"), InlineData("-x", "'-x"), InlineData("@a", "'@a"), InlineData("\tx", "'\tx"), InlineData("192.0.2.1", "192.0.2.1"), InlineData("", "")]
    public void Text_from_outside_is_no_formula(string text, string written) => Assert.Equal(written, Egide.Report.Files.CsvLine.Outside(text));

    [Fact]
    public void Numbers_of_ours_are_as_they_are()
    {
        using var line = new StringWriter { NewLine = "\n" };
        Egide.Report.Files.CsvLine.Write(line, "-1", "+2");
        Assert.Equal("-1,+2\n", line.ToString());
    }

    private static int Number(JsonElement of, string name, string key) => of.GetProperty(name).GetProperty(key).GetInt32();

    private JsonDocument Parse(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, name)));
}
