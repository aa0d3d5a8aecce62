using System.Text.Json;
using Egide.Report;

namespace Egide.Tests.Report;

public sealed class SchemaTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("egide-schema-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("empty")]
    [InlineData("rich")]
    [InlineData("attacked")]
    public void What_is_written_fits_the_schemas(string name)
    {
        DossierFiles.Write(name switch { "empty" => Dossiers.Empty, "rich" => Dossiers.Rich, _ => Dossiers.Attacked }, _folder, "en");

        Assert.Empty(Errors("incidents", Read("incidents.json")));
        Assert.Empty(Errors("sources", Read("sources.json")));
        Assert.All(File.ReadLines(Path.Combine(_folder, "findings.ndjson")), l => Assert.Empty(Errors("finding", l)));
    }

    [Theory]
    [InlineData("\"none_proven\"", "\"nothing\"")]
    [InlineData("\"exposed\"", "\"seen\"")]
    [InlineData("\"tree_size\": 1250", "\"tree_size\": -1")]
    [InlineData("\"ongoing\"", "\"on_going\"")]
    [InlineData("\"care.document\"", "\"care.paper\"")]
    [InlineData("2026-03-03T20:04:00Z", "2026-03-03 20:04")]
    public void A_file_that_strays_does_not_fit(string written, string strayed)
    {
        var incident = Dossiers.Rich.Incidents[0];
        var other = incident with { Id = "INC-2", Medical = incident.Medical with { Statement = "none_proven" } };
        DossierFiles.Write(Dossiers.Rich with { Incidents = [incident, other] }, _folder, "en");
        var text = Read("incidents.json");

        Assert.Contains(written, text, StringComparison.Ordinal);
        Assert.NotEmpty(Errors("incidents", text.Replace(written, strayed, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_quarantined_record_has_where_why_and_what()
    {
        const string line = """{"schema_version":1,"file":"a.json","offset":12,"length":3,"reason":"malformed","bytes":"AAEC","truncated":false,"position":4}""";

        Assert.Empty(Errors("quarantine", line));
        Assert.NotEmpty(Errors("quarantine", line.Replace("AAEC", "not base64!", StringComparison.Ordinal)));
        Assert.NotEmpty(Errors("quarantine", line.Replace("\"reason\":\"malformed\",", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_outputs_page_names_every_column_and_key_of_the_schemas()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "outputs.md"));
        string[] columns = ["incident", "person", "identifier_system", "identifier", "controller", "category", "grade", "attribution", "first_seen", "last_seen", "events", "evidence"];

        Assert.All(columns, c => Assert.Contains($"`{c}`", page, StringComparison.Ordinal));
        foreach (var name in (string[])["incidents", "finding", "sources", "quarantine"])
        {
            using var schema = JsonDocument.Parse(Text(name));
            var top = schema.RootElement.TryGetProperty("items", out var items) ? items : schema.RootElement;
            Assert.All(top.GetProperty("properties").EnumerateObject(), p => Assert.Contains($"`{p.Name}", page, StringComparison.Ordinal));
        }
    }

    private static List<string> Errors(string schema, string json)
    {
        using var rules = JsonDocument.Parse(Text(schema));
        using var value = JsonDocument.Parse(json);
        return new Schema(rules.RootElement).Errors(value.RootElement);
    }

    private static string Text(string schema) => File.ReadAllText(Path.Combine(Root(), "schemas", schema + ".schema.json"));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Egide.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("No Egide.slnx above " + AppContext.BaseDirectory);
    }

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder, name));
}
