using System.Text.Json.Nodes;

[assembly: AssemblyFixture(typeof(Egide.EndToEnd.Sample))]

namespace Egide.EndToEnd;

/// <summary>The sample region, and one French and one English investigation of it, made once for all tests.</summary>
public sealed class Sample : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public string Region => _folder["region"];

    public string French => _folder["fr"];

    public string English => _folder["en"];

    internal Invocation Simulated { get; private set; } = null!;

    internal Invocation Investigated { get; private set; } = null!;

    internal Invocation InvestigatedInEnglish { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Simulated = await Invocation.Of("simulate", "--sample", "--out", Region);
        var french = Invocation.Of("investigate", Region, "--out", French, "--key", _folder["key-fr"]);
        var english = Invocation.Of("investigate", Region, "--out", English, "--key", _folder["key-en"], "--lang", "en", "--json");
        (Investigated, InvestigatedInEnglish) = (await french, await english);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    internal static JsonArray Json(string folder, string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, file)))!.AsArray();

    internal static IEnumerable<JsonNode> Lines(string folder, string file) =>
        File.ReadLines(Path.Combine(folder, file)).Select(line => JsonNode.Parse(line)!);
}
