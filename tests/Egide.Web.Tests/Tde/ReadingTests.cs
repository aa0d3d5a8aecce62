using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Egide.Web.SignIn;
using Hl7.Fhir.Model;
using Hl7.Fhir.Rest;
using Task = System.Threading.Tasks.Task;
using Person = Egide.Web.SignIn.Person;

namespace Egide.Web.Tests.Tde;

/// <summary>Who may read the trail, and that it is recorded.</summary>
public sealed class ReadingTests(Served served)
{
    [Theory]
    [InlineData("/fhir/AuditEvent"), InlineData("/fhir/AuditEvent/1"), InlineData("/fhir/syslogsearch?date=ge2025"), InlineData("/syslogsearch?date=ge2025")]
    public async Task Nobody_reads_without_a_right(string path)
    {
        using var stranger = served.Client();
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "guess");
        using var answer = await stranger.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("OperationOutcome", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Analyst), InlineData(Role.Dpo), InlineData(Role.Auditor), InlineData(Role.Approver), InlineData(Role.Administrator)]
    public async Task A_browsers_session_is_no_way_round_a_reason_and_a_second_person(Role role)
    {
        using var browser = served.Client();
        await SignIn(browser, new Person("Camille", [role]));
        foreach (var path in new[] { "/fhir/AuditEvent?_count=1", "/fhir/AuditEvent/1", "/syslogsearch?date=ge2025" })
        {
            using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public void The_token_is_for_its_owner_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(served.Folder, "data", "read-token")));
        Assert.Equal(64, served.Token.Length);
    }

    [Fact]
    public async Task A_search_and_a_read_are_records_themselves()
    {
        var before = DateTimeOffset.UtcNow;
        using var program = served.Client();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", served.Token);
        (await program.GetAsync(new Uri("/fhir/AuditEvent?patient=looked-for&nothing=1", UriKind.Relative), TestContext.Current.CancellationToken)).EnsureSuccessStatusCode().Dispose();
        using var missing = await program.GetAsync(new Uri("/fhir/AuditEvent/424242424242", UriKind.Relative), TestContext.Current.CancellationToken);
        await served.Bring("wake", Samples.Web("04/Oct/2026:10:00:00 +0000"));
        using var client = new FhirClient(served.Fhir, served.Http, new FhirClientSettings { PreferredFormat = ResourceFormat.Json });
        var found = await client.SearchAsync<AuditEvent>(["type=110101", "agent.identifier=read-token", $"date=ge{before:yyyy-MM-ddTHH:mm:ss.fffZ}"]);
        var records = found!.Entry.Select(entry => (AuditEvent)entry.Resource!).ToList();
        var search = Assert.Single(records, record => Encoding.UTF8.GetString(record.Entity[1].Query!).Contains("looked-for", StringComparison.Ordinal));
        var read = Assert.Single(records, record => Encoding.UTF8.GetString(record.Entity[1].Query!).Contains("424242424242", StringComparison.Ordinal));
        Assert.Equal("GET /fhir/AuditEvent?patient=looked-for&_count=50", Encoding.UTF8.GetString(search.Entity[1].Query!));
        Assert.Equal((AuditEvent.AuditEventOutcome.N0, AuditEvent.AuditEventOutcome.N4), (search.Outcome!.Value, read.Outcome!.Value));
        Assert.Equal("127.0.0.1", search.Agent[0].Network!.Address);
        Assert.True(search.Agent[0].Requestor);
    }

    private async Task SignIn(HttpClient browser, Person person)
    {
        var secret = served.Links.Issue(person);
        var form = await browser.GetStringAsync(new Uri("/sign-in?secret=" + secret, UriKind.Relative));
        const string Field = "name=\"__RequestVerificationToken\" value=\"";
        var at = form.IndexOf(Field, StringComparison.Ordinal) + Field.Length;
        using var content = new FormUrlEncodedContent([new("__RequestVerificationToken", form[at..form.IndexOf('"', at)]), new("secret", secret)]);
        using var answer = await browser.PostAsync(new Uri("/sign-in", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }
}
