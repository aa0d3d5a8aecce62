using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Egide.EndToEnd;

/// <summary>An edge and a centre, each killed while records flow: every line reaches the centre, in order, once.</summary>
public sealed class ForwardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _written;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task NothingIsLostOrDoubledWhenEitherSideDies()
    {
        File.WriteAllText(_folder["sources.yaml"], "sources:\n  - kind: tail\n    file: access.log\n");
        var centre = await Serving.Start("--data", _folder["centre"], "--key", _folder["key"]);
        try
        {
            var edge = Edge(centre.Url);
            for (var round = 0; round < 4; round++)
            {
                Write(50);
                await Task.Delay(1200 + 300 * round, TestContext.Current.CancellationToken);
                if (round % 2 == 0)
                {
                    edge.Kill();
                    await edge.WaitForExitAsync(TestContext.Current.CancellationToken);
                    edge.Dispose();
                    Write(10);
                    edge = Edge(centre.Url);
                }
                else
                {
                    await centre.Kill();
                    Write(10);
                    centre = await Serving.Again(centre, "--data", _folder["centre"], "--key", _folder["key"]);
                }
            }

            for (var i = 0; i < 300 && Stored().Count < _written; i++) await Task.Delay(100, TestContext.Current.CancellationToken);
            edge.Kill();
            await edge.WaitForExitAsync(TestContext.Current.CancellationToken);
            edge.Dispose();
        }
        finally
        {
            await centre.DisposeAsync();
        }

        Assert.Equal(Enumerable.Range(1, _written), Stored());
        Assert.Equal(0, (await Invocation.Of("verify", _folder["edge/journal"])).Code);
    }

    private Process Edge(Uri centre) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Egide.Cli.dll"), "forward", "--to", centre.ToString(), "--name", "edge-1", "--data", _folder["edge"], "--key", _folder["edge-key"], "--sources", _folder["sources.yaml"]])
    {
        RedirectStandardOutput = true,
    })!;

    private void Write(int lines)
    {
        var text = new StringBuilder();
        for (var i = 0; i < lines; i++) text.Append(CultureInfo.InvariantCulture, $"203.0.113.9 - - [24/Nov/2026:10:00:00 +0000] \"GET /fhir/Patient/{++_written} HTTP/1.1\" 200 512 \"-\" \"curl/8\"\n");
        File.AppendAllText(_folder["access.log"], text.ToString());
    }

    private List<int> Stored()
    {
        if (!File.Exists(_folder["centre/journal/checkpoint"])) return [];
        var reader = Egide.Journal.JournalReader.Open(_folder["centre/journal"]);
        return [.. Enumerable.Range(0, (int)reader.Count).Where(p => reader.Entry(p).Kind == Egide.Journal.EntryKind.Record)
            .Select(p => int.Parse(Encoding.UTF8.GetString(reader.Payload(p)!).Split("Patient/")[1].Split(' ')[0], CultureInfo.InvariantCulture))];
    }
}
