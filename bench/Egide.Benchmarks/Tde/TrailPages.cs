using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Egide.Connectors.Live;
using Egide.Observe.Context;
using Egide.Web;
using Egide.Web.Live;
using Egide.Web.SignIn;
using Egide.Web.Tde;
using Microsoft.Extensions.DependencyInjection;

namespace Egide.Benchmarks.Tde;

/// <summary>Pages over HTTP from a real station: found, read from the journal, matched, the reading itself recorded.</summary>
internal static class TrailPages
{
    private const int Together = 500;
    private const int Patients = 2_000;

    public static async Task Run(int records, TextWriter say)
    {
        var folder = Directory.CreateTempSubdirectory("egide-trail-").FullName;
        await using (var station = Station.Open(new StationOptions { Data = Path.Combine(folder, "data"), Key = Path.Combine(folder, "key") }, new RegionContext(), [], TimeProvider.System, CancellationToken.None))
        {
            var began = Stopwatch.GetTimestamp();
            for (var first = 0; first < records; first += Together)
                await station.Intake.Take(new Delivery("fhir bench", [.. Enumerable.Range(first, Together).Select(i => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(Event(i)))]), CancellationToken.None);
            say.WriteLine(string.Create(CultureInfo.InvariantCulture, $"station: {records:N0} FHIR events of {Event(1).Length} bytes taken at {records / Stopwatch.GetElapsedTime(began).TotalSeconds:N0} events/s"));
            var url = new Uri("http://127.0.0.1:18493");
            await using var site = Site.Build(new SiteOptions { Url = url }, station, new Links(TimeProvider.System));
            began = Stopwatch.GetTimestamp();
            await site.StartAsync();
            var index = site.Services.GetRequiredService<TraceIndex>();
            while (!index.IsWhole || index.Searchable < records) await Task.Delay(50);
            say.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  indexed at {records / Stopwatch.GetElapsedTime(began).TotalSeconds:N0} events/s, {index.Bytes / 1e6:N0} MB on disk"));
            using var http = new HttpClient { BaseAddress = url };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(folder, "data", "read-token"))).Trim());
            await Ask(http, say, "100 newest of one patient", i => $"patient=p{i * 37 % Patients}");
            await Ask(http, say, "100 newest of one patient between two dates", i => $"patient=p{i * 37 % Patients}&date=ge2026-01-01&date=le2026-01-03");
            await Ask(http, say, "100 newest of a day", i => "date=2026-01-0" + (i % 2 + 1));
            await site.StopAsync();
        }

        await Restart(folder, "on what was kept", say);
        Directory.Delete(Path.Combine(folder, "data", "index"), recursive: true);
        await Restart(folder, "without it", say);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task Restart(string folder, string how, TextWriter say)
    {
        var began = Stopwatch.GetTimestamp();
        await using var station = Station.Open(new StationOptions { Data = Path.Combine(folder, "data"), Key = Path.Combine(folder, "key") }, new RegionContext(), [], TimeProvider.System, CancellationToken.None);
        var opened = Stopwatch.GetTimestamp();
        var url = new Uri("http://127.0.0.1:18493");
        await using var site = Site.Build(new SiteOptions { Url = url }, station, new Links(TimeProvider.System));
        await site.StartAsync();
        using var http = new HttpClient { BaseAddress = url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(folder, "data", "read-token"))).Trim());
        for (;;)
        {
            using var answer = await http.GetAsync(new Uri("/fhir/AuditEvent?patient=p37", UriKind.Relative));
            if (answer.IsSuccessStatusCode) break;
            await Task.Delay(20);
        }

        say.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  restart {how}: journal read again in {Stopwatch.GetElapsedTime(began, opened).TotalSeconds:0.0} s, first ITI-81 answer {Stopwatch.GetElapsedTime(opened).TotalSeconds:0.0} s after; the index went on from entry {site.Services.GetRequiredService<TraceIndex>().Kept:N0}"));
        await site.StopAsync();
    }

    private static async Task Ask(HttpClient http, TextWriter say, string what, Func<int, string> query)
    {
        var (taken, found) = (new List<double>(), 0);
        for (var i = 0; i < 50; i++)
        {
            var began = Stopwatch.GetTimestamp();
            var page = await http.GetStringAsync(new Uri($"/fhir/AuditEvent?_count=100&{query(i)}", UriKind.Relative));
            taken.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            found = page.Split("fullUrl").Length - 1;
        }

        taken.Sort();
        say.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what}, over HTTP, recorded durably: median {taken[25]:0.0} ms, slowest of 50 {taken[^1]:0.0} ms ({found} entries on the last page)"));
    }

    private static string Event(int i)
    {
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(i).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $$$$"""{"resourceType":"AuditEvent","type":{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"110110"},"subtype":[{"system":"http://hl7.org/fhir/restful-interaction","code":"read"}],"action":"R","period":{"start":"{{{{at}}}}"},"recorded":"{{{{at}}}}","outcome":"0","agent":[{"who":{"identifier":{"system":"https://rpps.esante.gouv.fr","value":"1010{{{{i % 997}}}}"}},"altId":"login{{{{i % 997}}}}","name":"Nom Prénom {{{{i % 997}}}}","requestor":true,"network":{"address":"10.1.{{{{i % 50}}}}.{{{{i % 250}}}}","type":"2"}}],"source":{"site":"CH","observer":{"identifier":{"value":"dpi-{{{{i % 12}}}}"}}},"entity":[{"what":{"reference":"Patient/p{{{{i * 31L % 2000}}}}"},"type":{"system":"http://terminology.hl7.org/CodeSystem/audit-entity-type","code":"1"},"role":{"system":"http://terminology.hl7.org/CodeSystem/object-role","code":"1"}}]}""";
    }
}
