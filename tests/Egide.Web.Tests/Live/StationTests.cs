using System.Net;
using System.Text;
using Egide.Connectors.Context;
using Egide.Connectors.Files;
using Egide.Connectors.Live;
using Egide.Observe.Context;
using Egide.Web.Live;
using Egide.Web.SignIn;

namespace Egide.Web.Tests.Live;

/// <summary>A station over the sample region's trails, brought as their sources once sent them.</summary>
public sealed class StationTests : IDisposable
{
    internal static readonly Lazy<List<(long At, string Origin, ReadOnlyMemory<byte> Record)>> Trail = new(() => Retold.Read([Path.Combine(Sample, "trails")], [], CancellationToken.None));
    private readonly string _folder = Directory.CreateTempSubdirectory("egide-station-").FullName;

    private static string Sample
    {
        get
        {
            for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
                if (File.Exists(Path.Combine(at.FullName, "Egide.slnx"))) return Path.Combine(at.FullName, "samples", "region");
            throw new DirectoryNotFoundException("samples/region");
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ARestartReadsTheJournalAgainAndFindsTheSame()
    {
        var context = Context();
        List<string> before;
        List<(string Id, string Accounts)> told;
        await using (var station = Open(context))
        {
            await Bring(station, Trail.Value);
            await Settled(station);
            (before, told) = (await Sessions(station), Incidents(station));
        }

        Assert.NotEmpty(told);
        Assert.Contains(before, line => line.EndsWith("True", StringComparison.Ordinal));
        await using var again = Open(context);
        Assert.Equal(before, await Sessions(again));
        Assert.Equal(told, Incidents(again));
    }

    [Fact]
    public async Task WhileTheJournalIsReadAgainWhatComesIsTakenAndPagesSayHowFarItIs()
    {
        var context = Context();
        await using (var station = Open(context)) await Bring(station, Trail.Value);

        long events;
        List<string> found;
        await using (var station = Station.Start(Options, context, [], TimeProvider.System))
        {
            var url = Served.FreeUrl();
            await using var site = Site.Build(new SiteOptions { Url = url }, station, new Links(TimeProvider.System));
            await site.StartAsync(TestContext.Current.CancellationToken);
            using var http = new HttpClient { BaseAddress = url };
            http.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(Path.Combine(_folder, "data", "feed-token"), TestContext.Current.CancellationToken)).Trim());
            using var body = new StringContent(Samples.Fhir("meanwhile", "2026-09-20T10:00:00Z"), Encoding.UTF8, "application/fhir+json");
            Assert.Equal(HttpStatusCode.Created, (await http.PostAsync(new Uri("/fhir/AuditEvent", UriKind.Relative), body, TestContext.Current.CancellationToken)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync(new Uri("/ready", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
            using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative)) { Headers = { { "Accept", "text/html" }, { "Accept-Language", "fr" } } };
            using var page = await http.SendAsync(asked, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
            Assert.Contains("Égide relit son journal", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.False(station.IsReady);
            await Bring(station, Trail.Value, 1);
            await station.Ready.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/ready", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
            await Settled(station);
            (events, found) = (station.Now.Dossier.Counts.Events, await Sessions(station));
            await site.StopAsync(TestContext.Current.CancellationToken);
        }

        await using var again = Open(context);
        Assert.Equal(events, again.Now.Dossier.Counts.Events);
        Assert.Equal(found, await Sessions(again));
    }

    [Fact]
    public async Task OneIsStoppedWhileItReadsItsJournalAgain()
    {
        var context = Context();
        await using (var station = Open(context)) await Bring(station, Trail.Value);
        var stopped = Station.Start(Options, context, [], TimeProvider.System);
        await stopped.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.False(stopped.IsReady);
        await using var again = Open(context);
        Assert.NotEmpty(Incidents(again));
    }

    [Fact]
    public async Task OneIsStoppedWhileTheJudgeIsFarBehind()
    {
        var station = Open(Context());
        using var gate = new ManualResetEventSlim();
        var held = station.Still(_ =>
        {
            gate.Wait();
            return 0;
        });
        // More than there is room for: the writer waits for the judge, and its senders for the writer.
        var senders = Enumerable.Range(0, 5).Select(round => Bring(station, Trail.Value, round)).ToList();
        for (long last = -1; last != station.Count; await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken)) last = station.Count;
        Assert.DoesNotContain(senders, sender => sender.IsCompleted);
        var stopping = station.DisposeAsync().AsTask();
        gate.Set();
        await stopping.WaitAsync(TimeSpan.FromSeconds(40), TestContext.Current.CancellationToken);
        Assert.Equal(0, await held);
        await Task.WhenAll(senders).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task AnAlarmDoesNotWaitForAStateThatTakesLongToDrawUp()
    {
        await using var station = Open(Context());
        using var gate = new ManualResetEventSlim();
        var drawing = station.On(_ =>
        {
            gate.Wait();
            return station.Now.Alarms.Count;
        });
        await Bring(station, Trail.Value);
        for (var i = 0; i < 200 && station.Now.Alarms.Count == 0; i++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.NotEmpty(station.Now.Alarms);
        Assert.Empty(station.Now.Dossier.Incidents);
        gate.Set();
        Assert.NotEqual(0, await drawing);
        await Settled(station);
        Assert.NotEmpty(Incidents(station));
        Assert.NotEmpty(station.Now.Alarms);
    }

    [Fact]
    public async Task AStateThatCouldNotBeDrawnUpIsDrawnUpAgain()
    {
        await using var station = Open(Context());
        await Bring(station, Trail.Value);
        await Settled(station);
        var before = station.Now.Dossier.Incidents.Select(i => i.Persons).ToList();
        // Somebody else's view stands where the rows of cases go.
        await station.On(flow => Execute(flow, "ALTER TABLE case_rows_kept RENAME TO aside; CREATE VIEW case_rows_kept AS SELECT 1 AS nothing;"));
        await Assert.ThrowsAnyAsync<Exception>(() => station.Redraw());
        await station.On(flow => Execute(flow, "DROP VIEW IF EXISTS case_rows_kept;"));
        await station.Redraw();
        Assert.Equal(before, station.Now.Dossier.Incidents.Select(i => i.Persons));
        Assert.Null(station.JudgingFailed);
    }

    [Fact]
    public async Task WhenJudgingFailsWhatComesIsStillTakenAndARestartJudgesIt()
    {
        var context = Context();
        await using (var station = Open(context))
        {
            await station.Still(flow => flow.Watch.Found = _ => throw new IOException("the disk is full"));
            await Bring(station, Trail.Value);
            for (var i = 0; i < 200 && station.JudgingFailed is null; i++) await Task.Delay(50, TestContext.Current.CancellationToken);
            Assert.Equal("the disk is full", station.JudgingFailed);
            var receipt = await station.Intake.Take(new Delivery("late", [Encoding.UTF8.GetBytes(Samples.Fhir("z", "2026-09-20T10:00:00Z"))]), TestContext.Current.CancellationToken);
            Assert.Equal(1, receipt.Events);
        }

        await using var again = Open(context);
        Assert.Null(again.JudgingFailed);
        Assert.NotEmpty(Incidents(again));
    }

    private StationOptions Options => new() { Data = Path.Combine(_folder, "data"), Key = Path.Combine(_folder, "key"), Lateness = TimeSpan.FromMilliseconds(300) };

    private Station Open(RegionContext context) => Station.Open(Options, context, [], TimeProvider.System, CancellationToken.None);

    internal static RegionContext Context()
    {
        var context = new RegionContext();
        var reader = new ContextReader(context, _ => { });
        foreach (var file in TrailFiles.Walk([Path.Combine(Sample, "context")], _ => { }))
            if (ContextReader.Recognises(file)) reader.Read(file);
        reader.Complete();
        return context;
    }

    // Each round's records are others: blanks at their end.
    internal static async Task Bring(Station station, List<(long At, string Origin, ReadOnlyMemory<byte> Record)> trail, int round = 0)
    {
        for (var first = 0; first < trail.Count;)
        {
            var next = first;
            while (next < trail.Count && next - first < 500 && trail[next].Origin == trail[first].Origin) next++;
            var records = trail.GetRange(first, next - first).Select(r => round == 0 ? r.Record : (ReadOnlyMemory<byte>)(byte[])[.. r.Record.Span, .. new string(' ', round).Select(c => (byte)c)]);
            await station.Intake.Take(new Delivery(trail[first].Origin, [.. records]), CancellationToken.None);
            first = next;
        }
    }

    private static bool Execute(LiveFlow flow, string sql)
    {
        flow.Trail.Execute(sql);
        return true;
    }

    internal static async Task Settled(Station station)
    {
        long last = -1;
        while (last != station.Now.Number || await station.Still(flow => flow.IsWaiting))
        {
            last = station.Now.Number;
            await Task.Delay(TimeSpan.FromSeconds(2.5), TestContext.Current.CancellationToken);
        }
    }

    private static Task<List<string>> Sessions(Station station) => station.Still(flow =>
        flow.Watch.Sessions.Select(s => $"{s.Account} {s.Id} {s.Start} {s.End} {s.Accesses} {s.Foreign} {string.Join(' ', s.Scores.Take(5))} {s.FirstFindingAt} {s.FirstFindingAt != 0}").ToList());

    private static List<(string, string)> Incidents(Station station) =>
        [.. station.Now.Dossier.Incidents.Select(i => (i.Id, string.Join(' ', i.Accounts.Select(a => a.Id).Order(StringComparer.Ordinal))))];
}
