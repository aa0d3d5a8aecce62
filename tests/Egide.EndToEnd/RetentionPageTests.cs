using System.Globalization;
using System.Net;
using Egide.Journal;
using Egide.Web;
using Egide.Web.Live;
using Egide.Web.SignIn;
using Microsoft.AspNetCore.Builder;

namespace Egide.EndToEnd;

/// <summary>What two people do under Settings, over HTTP: a deletion asked for, agreed to, done, and its proof taken away.</summary>
public sealed class RetentionPageTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly Links _links = new(TimeProvider.System);
    private Station _station = null!;
    private WebApplication _site = null!;

    public async ValueTask InitializeAsync()
    {
        await OldStation.Make(_folder);
        _station = OldStation.Open(_folder, TimeProvider.System);
        _site = Site.Build(new SiteOptions { Url = new Uri("http://127.0.0.1:0") }, _station, _links);
        await _site.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _station.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task TwoPeopleDeleteWhatIsDueAndAnybodyProvesIt()
    {
        for (var i = 0; i < 200 && await _station.Still(flow => flow.IsWaiting); i++) await Task.Delay(50, TestContext.Current.CancellationToken);
        using var administrator = await SignedIn("Alix", Role.Administrator, Role.Approver);
        using var approver = await SignedIn("Denis", Role.Approver);
        using var auditor = await SignedIn("Aude", Role.Auditor);
        var page = await administrator.Text("/settings");
        Assert.Contains("Demander la suppression de", page, StringComparison.Ordinal);
        Assert.Contains("CNIL, délibération 2021-122", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Demander la suppression de", await approver.Text("/settings"), StringComparison.Ordinal);
        Assert.DoesNotContain(_folder["data"], await approver.Text("/settings"), StringComparison.Ordinal);
        using (var asked = await administrator.Send("/settings", "/retention/deletions")) Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        var request = Assert.Single(_station.Keeper.Ledger.Open(TimeProvider.System.GetUtcNow())).Id.ToString(CultureInfo.InvariantCulture);
        using (var herself = await administrator.Send("/settings", $"/retention/deletions/{request}/agree")) Assert.Equal(HttpStatusCode.Forbidden, herself.StatusCode);
        Assert.Contains("Approuver la suppression", await approver.Text("/settings"), StringComparison.Ordinal);
        using (var agreed = await approver.Send("/settings", $"/retention/deletions/{request}/agree")) Assert.Equal(HttpStatusCode.Redirect, agreed.StatusCode);
        for (var i = 0; i < 600 && _station.Keeper.Ledger.Open(TimeProvider.System.GetUtcNow()).Count > 0; i++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Null(_station.Keeper.Waiting);
        Assert.Equal(OldStation.Days, _station.Keeper.Ledger.Deletions.Count(d => d.Done is not null));

        var number = _station.Keeper.Ledger.Deletions[0].Position;
        Assert.Contains($"preuve n° {number}", await auditor.Text("/settings"), StringComparison.Ordinal);
        using var proof = await auditor.Get($"/retention/deletions/{number}");
        await File.WriteAllBytesAsync(_folder["proof.json"], await proof.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        var found = Evidence.Verify(_folder["proof.json"], File.ReadAllText(_folder["data/journal/verifier.vkey"]).Trim());
        Assert.Equal((true, 3), (found.Whole, found.Payloads));
        Assert.Contains("deletion-asked", await auditor.Text("/views.csv"), StringComparison.Ordinal);
        using var told = await auditor.Get("/api/retention");
        Assert.Contains("\"whole_since\":\"", await told.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var none = await auditor.Get("/retention/deletions/1");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    private Task<Visitor> SignedIn(string name, params Role[] roles) => Visitor.SignedIn(new Uri(_site.Urls.First()), _links, new Person(name, roles));
}
