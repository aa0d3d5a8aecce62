using System.Text.Json.Nodes;
using Egide.Journal;
using Egide.Web.Live;
using Egide.Web.SignIn;
using Egide.Web.Tests.Live;
using Microsoft.AspNetCore.Builder;

namespace Egide.Web.Tests;

/// <summary>What is taken away of a station that found an incident in the sample region.</summary>
public sealed class ExportTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("egide-export-").FullName;
    private Station _station = null!;
    private WebApplication _site = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _station = Station.Open(new StationOptions { Data = Path.Combine(_folder, "data"), Key = Path.Combine(_folder, "key"), Lateness = TimeSpan.FromMilliseconds(300) }, StationTests.Context(), [], TimeProvider.System, CancellationToken.None);
        await StationTests.Bring(_station, StationTests.Trail.Value);
        await StationTests.Settled(_station);
        var (url, links) = (Served.FreeUrl(), new Links(TimeProvider.System));
        _site = Site.Build(new SiteOptions { Url = url }, _station, links);
        await _site.StartAsync();
        _http = new HttpClient { BaseAddress = url };
        var secret = links.Issue(new Person("Anne", [Role.Analyst]));
        var form = await Get("/sign-in?secret=" + secret);
        const string Token = "name=\"__RequestVerificationToken\" value=\"";
        var at = form.IndexOf(Token, StringComparison.Ordinal) + Token.Length;
        using var content = new FormUrlEncodedContent([new("__RequestVerificationToken", form[at..form.IndexOf('"', at)]), new("secret", secret)]);
        using var answer = await _http.PostAsync(new Uri("/sign-in", UriKind.Relative), content);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _site.DisposeAsync();
        await _station.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task IncidentsSayTheRootOfTheEntriesTheyRestOn()
    {
        var incidents = JsonNode.Parse(await Get("/api/incidents"))!.AsArray();
        Assert.NotEmpty(incidents);
        var reader = JournalReader.Open(_station.Journal);
        foreach (var incident in incidents)
        {
            var (size, root) = ((long)incident!["as_of"]!["tree_size"]!, (string)incident["as_of"]!["root"]!);
            Assert.InRange(size, 1, reader.Count);
            Assert.Equal(Convert.ToBase64String(reader.Root(size)), root);
        }
    }

    [Fact]
    public async Task IncidentsAreTakenAwayAsTheirPageShowsThemAndThatIsStated()
    {
        var lines = (await Get("/incidents.csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("incident,title,status,opened_at,", lines[0], StringComparison.Ordinal);
        var incidents = _station.Now.Dossier.Incidents;
        Assert.Equal(incidents.Select(i => i.Id), lines[1..].Select(line => line[..line.IndexOf(',', StringComparison.Ordinal)]));
        Assert.EndsWith($",{incidents[0].Accounts.Count},{incidents[0].Persons.Lower},{incidents[0].Persons.Likely},{incidents[0].Persons.Upper}", lines[1], StringComparison.Ordinal);
        Assert.Contains(_station.Doings.Last, d => d is { Step: "exported", What: "incidents.csv", By: "Anne" });
        Assert.Contains("href=\"/incidents.csv\"", await Get("/incidents"), StringComparison.Ordinal);
    }

    private Task<string> Get(string path) => _http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
}
