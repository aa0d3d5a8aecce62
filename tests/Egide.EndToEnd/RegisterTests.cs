using System.Net;
using System.Text;

namespace Egide.EndToEnd;

/// <summary>A live register that fails in every way it can: the command stops, says what it got, and writes nothing.</summary>
public sealed class RegisterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpListener _listener = new();
    private readonly string _address;
    private readonly List<string> _asked = [];
    private Func<string, (int Status, string Body)> _answer = _ => (404, "");

    public RegisterTests()
    {
        // A port nobody has: taken and left, then taken again.
        using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            _address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/fhir";
        }

        _listener.Prefixes.Add(_address + "/");
        _listener.Start();
        _ = Task.Run(Serve, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task AServerThatFailsHalfWayStopsTheCommandAndNothingIsWritten()
    {
        _answer = url => url.Contains("page=2", StringComparison.Ordinal) ? (500, "{}") : (200, Page($"{_address}/Patient/_history?page=2"));
        await Refused("HTTP 500", "1 pages et 1 entrées");
    }

    [Fact]
    public async Task PagesThatGoRoundAreNoticed()
    {
        _answer = url => (200, Page($"{_address}/Patient/_history?page={(url.Contains("page=2", StringComparison.Ordinal) ? 3 : 2)}"));
        await Refused("tournent en rond", "3 pages");
    }

    [Fact]
    public async Task AnotherServerIsNotAsked()
    {
        _answer = _ => (200, Page("https://example.org/Patient/_history?page=2"));
        await Refused("autre serveur", "1 pages");
    }

    [Fact]
    public async Task WhatIsNoBundleIsNoRegister()
    {
        _answer = _ => (200, "<html>");
        await Refused("JSON", "0 pages");
        _answer = _ => (200, """{"resourceType":"OperationOutcome"}""");
        await Refused("Bundle", "0 pages");
    }

    [Fact]
    public async Task NoServerAndClearHttpAreRefused()
    {
        _listener.Stop();
        await Refused("pas de réponse", "0 pages");
        await Refused("https", "", "http://example.org/fhir");
    }

    [Fact]
    public async Task AHistoryIsReadWholeAndKeptBesideTheResult()
    {
        _answer = url => (200, url.Contains("page=2", StringComparison.Ordinal) ? Page(null) : Page($"{_address}/Patient/_history?page=2"));
        var (exit, error) = await Run(_address);
        Assert.True(exit is 0, error);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(_folder.Path, "out", "register"), "Patient-history-*.json").Length);
    }

    [Fact]
    public async Task WithoutHistoryTheServerIsASnapshotOfToday()
    {
        _answer = url => url.Contains("_history", StringComparison.Ordinal) ? (405, "") : (200, Page(null));
        var (exit, error) = await Run(_address);
        Assert.True(exit is 0, error);
        Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, "out", "register"), $"Patient-{TimeProvider.System.GetUtcNow():yyyy-MM}-*.json"));
        Assert.Equal(2, _asked.Count);
    }

    public void Dispose()
    {
        _listener.Close();
        _folder.Dispose();
    }

    private static string Page(string? next)
    {
        var links = next is null ? "" : $$"""{"relation":"next","url":"{{next}}"}""";
        return """{"resourceType":"Bundle","type":"history","link":[""" + links
            + """],"entry":[{"resource":{"resourceType":"Patient","id":"1","meta":{"lastUpdated":"2026-01-01T00:00:00Z"},"name":[{"family":"Martin"}]}}]}""";
    }

    private async Task Refused(string why, string got, string? address = null)
    {
        var (exit, error) = await Run(address ?? _address);
        Assert.Equal(2, exit);
        Assert.Contains(why, error, StringComparison.Ordinal);
        Assert.Contains(got, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "out")));
    }

    private async Task<(int Exit, string Error)> Run(string address)
    {
        var trail = Path.Combine(_folder.Path, "trail.ndjson");
        await File.WriteAllTextAsync(trail, """{"resourceType":"AuditEvent","type":{"code":"rest"},"action":"R","recorded":"2026-02-01T10:00:00Z","outcome":"0","agent":[{"requestor":true,"who":{"identifier":{"value":"a"}}}],"source":{"observer":{"display":"s"}},"entity":[{"what":{"reference":"Patient/1"}}]}""" + "\n", TestContext.Current.CancellationToken);
        var result = await Invocation.Of("investigate", trail, "--out", Path.Combine(_folder.Path, "out"), "--key", Path.Combine(_folder.Path, "key"), "--register", address, "--lang", "fr");
        return (result.Code, result.Error);
    }

    private async Task Serve()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            lock (_asked) _asked.Add(context.Request.Url!.AbsoluteUri);
            var (status, body) = _answer(context.Request.Url!.AbsoluteUri);
            context.Response.StatusCode = status;
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
            context.Response.Close();
        }
    }
}
