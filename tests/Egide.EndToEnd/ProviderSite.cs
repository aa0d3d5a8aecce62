using System.Text;
using System.Text.Json.Nodes;
using Egide.Journal;

namespace Egide.EndToEnd;

/// <summary>A running <c>egide serve</c> that people sign in to with a running provider, started once for the tests that need the two.</summary>
public sealed class ProviderSite(Browser browser) : IAsyncLifetime
{
    private static readonly TimeSpan Published = TimeSpan.FromSeconds(2.2);
    private readonly TemporaryFolder _folder = new();
    private Provider? _provider;
    private Serving? _serving;

    /// <summary>Why it is not there; null when it is.</summary>
    public string? Why { get; private set; }

    internal Serving Serving => _serving!;

    internal Provider Provider => _provider!;

    public async ValueTask InitializeAsync()
    {
        var url = Serving.FreeUrl();
        if (browser.Chromium is null)
        {
            Why = "no /usr/bin/chromium";
            return;
        }

        var (provider, why) = await Provider.Start(url);
        if (provider is null)
        {
            Why = why;
            return;
        }

        _provider = provider;
        Directory.CreateDirectory(_folder["data"]);
        provider.Settings(_folder["data", "sign-in.yaml"]);
        _serving = await Serving.Start(url, "--data", _folder["data"], "--key", _folder["key"]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_serving is not null) await _serving.DisposeAsync();
        if (_provider is not null) await _provider.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Signs somebody in at the provider; the address by which it answers, not yet followed.</summary>
    internal async Task<string> Answer(Visitor visitor, string account)
    {
        var at = new Uri(Serving.Url, "/sign-in/provider");
        for (var steps = 0; steps < 10; steps++)
        {
            using var form = new FormUrlEncodedContent([new("account", account)]);
            using var answer = at.AbsolutePath.StartsWith("/interaction/", StringComparison.Ordinal) ? await visitor.Http.PostAsync(at, form, TestContext.Current.CancellationToken) : await visitor.Get(at.ToString());
            if ((int)answer.StatusCode is not (>= 300 and < 400)) break;
            at = new Uri(at, answer.Headers.Location!);
            if (at.AbsolutePath == "/sign-in/provider/back") return at.PathAndQuery;
        }

        throw new InvalidOperationException($"The provider did not answer; the way ended at {at.AbsolutePath}.");
    }

    /// <summary>Facts of a kind in the journal, once what is durable is published.</summary>
    internal async Task<List<(long Position, JsonNode Fact)>> Facts(string kind)
    {
        await Task.Delay(Published, TestContext.Current.CancellationToken);
        var reader = JournalReader.Open(_folder["data", "journal"]);
        var told = new List<(long, JsonNode)>();
        for (long position = 0; position < reader.Count; position++)
            if (reader.Entry(position) is { Kind: EntryKind.Fact } entry && Encoding.UTF8.GetString(entry.Header) == kind) told.Add((position, JsonNode.Parse(reader.Payload(position)!)!));
        return told;
    }
}
