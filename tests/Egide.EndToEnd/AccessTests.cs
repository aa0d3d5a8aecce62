using System.Globalization;
using System.Net;
using Egide.Observe.Context;
using Egide.Web;
using Egide.Web.Live;
using Egide.Web.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Egide.EndToEnd;

/// <summary>Who may do what: the site's endpoints held against the table, and each role against each endpoint over HTTP.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly Links _links = new(TimeProvider.System);
    private Station _station = null!;
    private WebApplication _site = null!;

    public async ValueTask InitializeAsync()
    {
        var context = new RegionContext();
        _station = Station.Open(new StationOptions { Data = _folder["data"], Key = _folder["key"] }, context, [], TimeProvider.System, CancellationToken.None);
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
    public void EveryEndpointIsOpenByNameOrHasItsRoles()
    {
        var endpoints = _site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        Assert.True(endpoints.Count > 30);
        foreach (var endpoint in endpoints)
        {
            var row = AccessTable.RowOf(endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods, endpoint.RoutePattern.RawText);
            var isOpen = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            Assert.True(isOpen == AccessTable.Open.Contains(row), row);
            Assert.True(isOpen || endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>().Count == 1, row);
        }
    }

    // Said again here, by hand: the table in code is held against this one.
    [Theory]
    [InlineData("/", "Analyst Approver Dpo"), InlineData("/incidents", "Analyst Approver Dpo"), InlineData("/incidents/INC-1", "Analyst Approver Dpo"), InlineData("/incidents/INC-1/evidence", "Analyst Approver Dpo"), InlineData("/incidents/INC-1/evidence.csv", "Analyst Approver Dpo"), InlineData("/api/incidents", "Analyst Approver Dpo")]
    [InlineData("/api/alarms", "Analyst Approver Dpo"), InlineData("/incidents.csv", "Analyst Approver Dpo"), InlineData("/accounts", "Analyst"), InlineData("/accounts.csv", "Analyst"), InlineData("/api/accounts", "Analyst")]
    [InlineData("/sources", "Analyst"), InlineData("/sources.csv", "Analyst"), InlineData("/api/sources", "Analyst"), InlineData("/api/ways-in", "Analyst")]
    [InlineData("/persons", "Approver Dpo"), InlineData("/persons.csv", "Approver Dpo"), InlineData("/persons/1", "Dpo"), InlineData("/persons/1/accesses.csv", "Dpo"), InlineData("/journal", "Analyst Approver Dpo Auditor"), InlineData("/api/journal/proof/0", "Analyst Approver Dpo Auditor")]
    [InlineData("/views", "Auditor"), InlineData("/views.csv", "Auditor"), InlineData("/settings", "Administrator Dpo Approver Auditor"), InlineData("/api/retention", "Administrator Dpo Approver Auditor"), InlineData("/retention/deletions/0", "Administrator Dpo Approver Auditor"), InlineData("/retention/due.csv", "Administrator Dpo Approver Auditor"), InlineData("/retention/holds.csv", "Administrator Dpo Approver Auditor"), InlineData("/retention/deletions.csv", "Administrator Dpo Approver Auditor"), InlineData("/live", "Analyst Approver Dpo Auditor Administrator")]
    public async Task APageIsForItsRoles(string path, string roles)
    {
        var allowed = roles.Split(' ').Select(Enum.Parse<Role>).ToHashSet();
        using (var nobody = Client())
        using (var answer = await nobody.Get(path))
            Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Redirect, $"nobody {path} {answer.StatusCode}");
        foreach (var role in Enum.GetValues<Role>())
        {
            using var client = await SignedIn(role);
            using var answer = await client.Get(path);
            // A proof of what is not published yet, or a request that is not one's own, is not found by those who may look for it.
            var got = answer.StatusCode == HttpStatusCode.NotFound && (path.Contains("/proof/", StringComparison.Ordinal) || path.EndsWith("/accesses.csv", StringComparison.Ordinal) || path.EndsWith("/evidence.csv", StringComparison.Ordinal) || path.StartsWith("/retention/", StringComparison.Ordinal)) ? HttpStatusCode.OK : answer.StatusCode;
            Assert.True((allowed.Contains(role) ? HttpStatusCode.OK : HttpStatusCode.Forbidden) == got, $"{role} {path} {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("/persons", "Dpo"), InlineData("/persons/1/agree", "Approver"), InlineData("/settings/links", "Administrator"), InlineData("/retention/deletions", "Administrator"), InlineData("/retention/holds", "Dpo"), InlineData("/retention/releases", "Dpo"),
     InlineData("/retention/deletions/1/agree", "Approver"), InlineData("/retention/releases/1/agree", "Approver")]
    public async Task AFormIsForItsRoles(string path, string allowed)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            using var client = await SignedIn(role);
            // Filled in wrongly on purpose: whoever may send it is told so, which is no refusal.
            using var answer = await client.Send(AccessTable.HomeOf(new Person("x", [role])), path);
            if (role.ToString() == allowed && !path.EndsWith("/1/agree", StringComparison.Ordinal)) Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            else Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task AFormWithoutItsTokenIsRefused()
    {
        using var client = await SignedIn(Role.Dpo);
        using var content = new FormUrlEncodedContent([new("identifier", "x"), new("reason", "a reason long enough")]);
        using var answer = await client.Http.PostAsync("/persons", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain(_station.Doings.Last, d => d.Step == "asked");
    }

    [Fact]
    public async Task FourEyesAreTwoPeopleAndTheAuditorSeesBothStepsAndNoPatient()
    {
        using var dpo = await SignedIn(Role.Dpo, Role.Approver);
        using (var asked = await dpo.Send("/persons", "/persons", ("identifier", "urn:oid:1.2.3|SECRET-PATIENT"), ("reason", "plainte reçue hier"))) Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        var id = Assert.Single(_station.Doings.Last, d => d.Step == "asked").Position.ToString(CultureInfo.InvariantCulture);
        using (var early = await dpo.Get($"/persons/{id}/accesses.csv")) Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        using (var herself = await dpo.Send("/persons", $"/persons/{id}/agree")) Assert.Equal(HttpStatusCode.Forbidden, herself.StatusCode);
        Assert.Contains("n’est pas approuvée", await dpo.Text($"/persons/{id}"), StringComparison.Ordinal);
        using var approver = await SignedIn(Role.Approver);
        using (var agreed = await approver.Send("/persons", $"/persons/{id}/agree")) Assert.Equal(HttpStatusCode.Redirect, agreed.StatusCode);
        await dpo.Text($"/persons/{id}");
        Assert.StartsWith("at,account,", await dpo.Text($"/persons/{id}/accesses.csv"), StringComparison.Ordinal);
        using (var another = await SignedIn(Role.Dpo))
        using (var hers = await another.Get($"/persons/{id}/accesses.csv")) Assert.Equal(HttpStatusCode.NotFound, hers.StatusCode);
        using var auditor = await SignedIn(Role.Auditor);
        var seen = await auditor.Text("/views.csv");
        foreach (var step in new[] { "asked", "agreed", "shown" }) Assert.Contains($",{step},", seen, StringComparison.Ordinal);
        Assert.Contains("plainte reçue hier", seen, StringComparison.Ordinal);
        // Taking the list away is in the list.
        Assert.Contains(",exported,views.csv,", seen, StringComparison.Ordinal);
        Assert.Contains(",exported,accesses.csv,", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET-PATIENT", seen + await auditor.Text("/views"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatWasAskedAndAgreedOutlivesARestart()
    {
        var requests = _site.Services.GetRequiredService<Egide.Web.Persons.PersonRequests>();
        var (asker, second) = (new Person("Claire", [Role.Dpo]), new Person("Denis", [Role.Approver]));
        var request = await requests.Ask(asker, "x|1", "a reason long enough");
        Assert.False(await requests.Agree(asker with { Roles = [Role.Approver] }, request.Id));
        Assert.True(await requests.Agree(second, request.Id));
        await _site.DisposeAsync();
        await _station.DisposeAsync();
        await InitializeAsync();
        requests = _site.Services.GetRequiredService<Egide.Web.Persons.PersonRequests>();
        Assert.Equal("x|1", (await requests.Open(asker, request.Id))!.Identifier);
        Assert.Null(await requests.Open(second, request.Id));
        Assert.Equal(["shown", "agreed", "asked"], _station.Doings.Last.Select(d => d.Step));
    }

    [Fact]
    public async Task ACookieOfAnEndedSessionIsDead()
    {
        using var client = await SignedIn(Role.Dpo);
        using var copy = Client();
        copy.Cookies.Add(client.Cookies.GetAllCookies());
        using (var before = await copy.Get("/persons")) Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        using (var left = await client.Send("/persons", "/sign-out")) Assert.Equal("/sign-in", left.Headers.Location?.ToString());
        using var after = await copy.Get("/persons");
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    [Fact]
    public async Task TheSessionsCookieCannotBeReadOrSentFromElsewhere()
    {
        using var client = Client();
        using var answer = await client.Enter(_links, new Person("x", [Role.Dpo]));
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("egide=", StringComparison.Ordinal));
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
    }

    private Visitor Client() => new(new Uri(_site.Urls.First()));

    private Task<Visitor> SignedIn(params Role[] roles) => Visitor.SignedIn(new Uri(_site.Urls.First()), _links, new Person(string.Join('+', roles), roles));
}
