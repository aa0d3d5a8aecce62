using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Egide.EndToEnd;

/// <summary>What a collector that is named is told, in OpenTelemetry's own protocol.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task MetricsAndTracesReachTheCollectorThatIsNamed()
    {
        using var collector = new HttpListener();
        var at = Serving.FreeUrl();
        collector.Prefixes.Add(at.ToString());
        collector.Start();
        var told = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var hearing = Hear(collector, told);
        await using (var serving = await Serving.Start(Serving.FreeUrl(), new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = at.ToString(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", ["OTEL_METRIC_EXPORT_INTERVAL"] = "500", ["OTEL_BSP_SCHEDULE_DELAY"] = "300",
        }, "--data", _folder["data"], "--key", _folder["key"]))
        {
            await serving.Http.GetStringAsync(new Uri(serving.Url, "/health"), TestContext.Current.CancellationToken);
            for (var i = 0; i < 100 && !(told.GetValueOrDefault("/v1/metrics")?.Contains("egide.journal.size", StringComparison.Ordinal) == true && told.ContainsKey("/v1/traces")); i++)
                await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        collector.Stop();
        await hearing;
        Assert.Contains("egide.journal.size", told.GetValueOrDefault("/v1/metrics"), StringComparison.Ordinal);
        Assert.Contains("/health", told.GetValueOrDefault("/v1/traces"), StringComparison.Ordinal);
    }

    private static async Task Hear(HttpListener collector, ConcurrentDictionary<string, string> told)
    {
        try
        {
            while (true)
            {
                var asked = await collector.GetContextAsync();
                using var reader = new StreamReader(asked.Request.InputStream, Encoding.Latin1);
                var body = await reader.ReadToEndAsync();
                told.AddOrUpdate(asked.Request.Url!.AbsolutePath, body, (_, before) => before + body);
                asked.Response.Close();
            }
        }
        catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
        {
            // Stopped.
        }
    }
}
