using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Egide.Connectors.Context;
using Egide.Connectors.Files;
using Egide.Connectors.Live;
using Egide.Observe.Context;
using Egide.Simulator;
using Egide.Web;
using Egide.Web.Live;
using Egide.Web.SignIn;

namespace Egide.Cli.Bench;

/// <summary>
/// What comes in live, clients included: batches of FHIR events over HTTP, answered once durable; how long from a record's arrival to
/// the alarm it raises, alone and beside a load; how long the console's pages take with many events behind them.
/// </summary>
/// <param name="behind">Events that have come before alarms and pages are measured.</param>
/// <param name="soak">Minutes of half the feed's rate, with memory told now and then; 0: none.</param>
/// <param name="fhir">A FHIR server that is given the same events, or null.</param>
/// <param name="to">Where the figures go.</param>
/// <param name="cancel">Stops it.</param>
internal sealed class LiveBench(long behind, double soak, Uri? fhir, TextWriter to, CancellationToken cancel)
{
    private const int Intrusions = 100;
    private const int Accounts = 10;
    private const int SoakParts = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private int _intrusions;
    private readonly StringWriter _kept = new(CultureInfo.InvariantCulture);

    public async Task Run(RegionOptions simulated, string? keep)
    {
        var folder = Directory.CreateTempSubdirectory("egide-bench-").FullName;
        try
        {
            var region = Path.Combine(folder, "region");
            Region.Write(simulated with { Out = region }, null, cancel);
            var options = new StationOptions { Data = Path.Combine(folder, "data"), Key = Path.Combine(folder, "key") };
            Say($"{Machine.Cpu}; {Environment.ProcessorCount} cores; .NET {Environment.Version}; lateness {options.Lateness.TotalSeconds} s");
            var context = new RegionContext();
            var reader = new ContextReader(context, _ => { });
            foreach (var file in TrailFiles.Walk([Path.Combine(region, "context")], _ => { }))
                if (ContextReader.Recognises(file)) reader.Read(file);
            reader.Complete();
            var all = Retold.Read([Path.Combine(region, "trails")], [], cancel);
            var records = all.Where(r => r.Record.Span.StartsWith("{\"resourceType\":\"AuditEvent\""u8)).Select(r => r.Record).ToList();
            // One message a line, so that rsyslogd's file can be counted.
            var (stream, frames) = SyslogBench.Counted(all.Where(r => r.Record.Span.StartsWith("<"u8) && r.Record.Span.IndexOf("<AuditMessage"u8) > 0 && !r.Record.Span.Contains((byte)'\n')).Select(r => r.Record));
            var station = Station.Open(options, context, [], TimeProvider.System, cancel);
            var links = new Links(TimeProvider.System);
            var url = Loopback();
            await using var site = Site.Build(new SiteOptions { Url = url }, station, links);
            await site.StartAsync(cancel);
            using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = url };
            var syslog = new SyslogBench(folder, cancel);
            var ours = await syslog.Egide(station.Intake, stream, frames);
            var theirs = await syslog.Rsyslog(stream, frames);
            Say($"DICOM over TLS, one connection, client included: {frames:N0} events durable, {ours:N0} events/s; rsyslogd to a synced file, same stream: {(theirs is { } peer ? string.Create(CultureInfo.InvariantCulture, $"{peer:N0} events/s, ratio {ours / peer:F2}") : "not installed")}");
            var load = new LiveLoad(http, records, cancel);
            var rate = await Feed(load, station, records.Count / 2);
            if (fhir is not null)
            {
                var stored = await FhirPeer.Take(fhir, records, cancel);
                Say($"the FHIR server {fhir} takes the same events as batches: {stored:N0} events/s, ratio {rate / stored:F1}");
            }

            if (behind > load.Sent) rate = await Feed(load, station, behind - load.Sent);
            await Alarms(load, station, 0);
            await Alarms(load, station, rate / 4);
            await Alarms(load, station, rate / 2);
            await Soak(load, station, rate / 2);
            Say($"events behind the console: {await Settled(station):N0}");
            await Pages(http, links);
            await site.StopAsync(CancellationToken.None);
            await station.DisposeAsync();
            var clock = Stopwatch.StartNew();
            await using var again = Station.Start(options, context, [], TimeProvider.System);
            var open = clock.Elapsed;
            await again.Ready.WaitAsync(cancel);
            Say($"a restart reads the journal again: {again.Now.Dossier.Journal.Size:N0} entries in {clock.Elapsed.TotalSeconds:F1} s, {again.Now.Dossier.Journal.Size / clock.Elapsed.TotalSeconds:N0} a second; first state drawn up with it; what comes is taken after {open.TotalSeconds:F1} s");
            if (keep is null) return;
            await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(keep, Machine.Slug)).FullName, "live.txt"), _kept.ToString(), CancellationToken.None);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<double> Feed(LiveLoad load, Station station, long events)
    {
        var (before, sent) = (await Settled(station), load.Sent);
        var clock = Stopwatch.StartNew();
        await load.Send(events);
        var (answered, came) = (clock.Elapsed.TotalSeconds, load.Sent - sent);
        while (station.Now.Dossier.Counts.Events < before + came) await Task.Delay(50, cancel);
        Say($"FHIR feed, batches of {LiveLoad.Batch}, {LiveLoad.Senders} senders, over HTTP on this machine: {came:N0} events answered durable in {answered:F1} s, {came / answered:N0} events/s; judged and shown after {clock.Elapsed.TotalSeconds:F1} s; memory {Environment.WorkingSet >> 20:N0} MB");
        return came / answered;
    }

    // How many events were judged, once no more come.
    private async Task<long> Settled(Station station)
    {
        var last = -1L;
        while (last != station.Now.Dossier.Counts.Events)
        {
            last = station.Now.Dossier.Counts.Events;
            await Task.Delay(TimeSpan.FromSeconds(4), cancel);
        }

        return last;
    }

    // Ten accounts, as in September 2025, each used again and again from another address of one network to go through the register: each
    // time an alarm is due.
    private async Task Alarms(LiveLoad load, Station station, double rate)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var (clock, sentBefore) = (Stopwatch.StartNew(), load.Sent);
        var beside = rate > 0 ? load.Pace(rate, stop.Token) : Task.CompletedTask;
        var waits = new List<double>();
        for (var i = 0; i < Intrusions; i++)
        {
            var account = string.Create(CultureInfo.InvariantCulture, $"bench-intruder-{i % Accounts}");
            var at = TimeProvider.System.GetUtcNow();
            var sent = Stopwatch.GetTimestamp();
            await load.Post(Enumerable.Range(0, 40).Select(n => Search(account, $"198.18.{_intrusions / 250}.{_intrusions % 250 + 1}", at.AddMilliseconds(n * 400 - 16_000), n)));
            _intrusions++;
            while (!station.Now.Alarms.Any(a => a.Told >= at && a.Account.EndsWith(account, StringComparison.Ordinal)) && Stopwatch.GetElapsedTime(sent) < Patience) await Task.Delay(5, cancel);
            waits.Add(Stopwatch.GetElapsedTime(sent).TotalSeconds);
        }

        var loaded = (load.Sent - sentBefore) / clock.Elapsed.TotalSeconds;
        await stop.CancelAsync();
        await beside.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        waits.Sort();
        Say($"arrival to alarm with {loaded:N0} events/s beside it ({rate:N0} asked for) over {clock.Elapsed.TotalSeconds:F0} s, {Intrusions} intrusions: median {waits[Intrusions / 2]:F2} s, 90 % {waits[(int)(Intrusions * 0.9)]:F2} s, 99 % {waits[(int)(Intrusions * 0.99)]:F2} s; {waits.Count(wait => wait >= Patience.TotalSeconds)} not told within {Patience.TotalSeconds} s; {station.Now.Dossier.Incidents.Count} incidents with {station.Now.Dossier.Incidents.Sum(i => i.Accounts.Count)} accounts drawn up in {station.Now.Took.TotalSeconds:F2} s");
    }

    // What stays in memory after hours is what a station is sized by.
    private async Task Soak(LiveLoad load, Station station, double rate)
    {
        if (soak <= 0) return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var beside = load.Pace(rate, stop.Token);
        for (var (clock, part) = (Stopwatch.StartNew(), 0); part <= SoakParts; part++)
        {
            var due = TimeSpan.FromMinutes(soak * part / SoakParts) - clock.Elapsed;
            if (due > TimeSpan.Zero) await Task.Delay(due, cancel);
            Say($"soak, {clock.Elapsed.TotalMinutes:F0} min at {rate:N0} events/s asked for: {station.Now.Dossier.Counts.Events:N0} events judged, {station.Now.Dossier.Seen.Sessions:N0} sessions, memory {Environment.WorkingSet >> 20:N0} MB, of it objects {GC.GetTotalMemory(forceFullCollection: true) >> 20:N0} MB, drawn up in {station.Now.Took.TotalSeconds:F2} s");
        }

        await stop.CancelAsync();
        await beside.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Pages(HttpClient http, Links links)
    {
        var form = await http.GetStringAsync(new Uri("/sign-in?secret=x", UriKind.Relative), cancel);
        var at = form.IndexOf("value=\"", form.IndexOf("__RequestVerificationToken", StringComparison.Ordinal), StringComparison.Ordinal) + 7;
        using var content = new FormUrlEncodedContent([new("__RequestVerificationToken", form[at..form.IndexOf('"', at)]), new("secret", links.Issue(new Person("bench", Enum.GetValues<Role>())))]);
        using (var answer = await http.PostAsync(new Uri("/sign-in", UriKind.Relative), content, cancel)) answer.EnsureSuccessStatusCode();
        foreach (var page in new[] { "/", "/incidents", "/accounts", "/sources", "/journal" })
        {
            var times = new List<double>();
            for (var i = 0; i < 30; i++)
            {
                var clock = Stopwatch.StartNew();
                var shown = await http.GetStringAsync(new Uri(page, UriKind.Relative), cancel);
                if (!shown.Contains("<nav", StringComparison.Ordinal)) throw new InvalidOperationException($"{page} was not shown.");
                times.Add(clock.Elapsed.TotalMilliseconds);
            }

            times.Sort();
            Say($"page {page}: median {times[15]:F1} ms, worst of 30 {times[^1]:F1} ms");
        }
    }

    private static ReadOnlyMemory<byte> Search(string account, string address, DateTimeOffset at, int number)
    {
        var query = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"GET /fhir/Patient?family={(char)('A' + number % 26)}{(char)('A' + number / 2 % 26)}A&_count=50")));
        return System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""
            {"resourceType":"AuditEvent","id":"{{account}}-{{address}}-{{number}}","type":{"system":"http://terminology.hl7.org/CodeSystem/audit-event-type","code":"rest"},"subtype":[{"system":"http://hl7.org/fhir/restful-interaction","code":"search-type"}],"action":"E","recorded":"{{at:O}}","outcome":"0","agent":[{"altId":"{{account}}","requestor":true,"network":{"address":"{{address}}","type":"2"} }],"source":{"observer":{"display":"bench"} },"entity":[{"role":{"system":"http://terminology.hl7.org/CodeSystem/object-role","code":"24"},"query":"{{query}}"}]}
            """));
    }

    private static Uri Loopback()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}"));
    }

    private void Say(FormattableString what)
    {
        var line = what.ToString(CultureInfo.InvariantCulture);
        to.WriteLine(line);
        to.Flush();
        _kept.WriteLine(line);
    }
}
