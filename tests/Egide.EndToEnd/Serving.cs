using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Egide.EndToEnd;

/// <summary>A running <c>egide serve</c>, and a client of it.</summary>
internal sealed class Serving : IAsyncDisposable
{
    private readonly Process _process;

    private readonly StringBuilder _said = new();

    private Serving(Process process, Uri url, Uri link)
    {
        (_process, Url, Link) = (process, url, link);
        _ = Hear(process.StandardOutput);
        _ = Hear(process.StandardError);
    }

    public Uri Url { get; }

    /// <summary>The one-time link that it printed.</summary>
    public Uri Link { get; }

    public HttpClient Http { get; } = new(new HttpClientHandler { CookieContainer = new CookieContainer() });

    /// <summary>What it wrote after the link, on both its streams.</summary>
    public string Said
    {
        get
        {
            lock (_said) return _said.ToString();
        }
    }

    public static Task<Serving> Start(params string[] arguments) => Start(FreeUrl(), arguments);

    /// <summary>An address that nobody listens on.</summary>
    public static Uri FreeUrl()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}"));
        return url;
    }

    /// <summary>Starts one again where another was.</summary>
    public static async Task<Serving> Again(Serving before, params string[] arguments)
    {
        await before.DisposeAsync();
        return await Start(before.Url, arguments);
    }

    public static Task<Serving> Start(Uri url, params string[] arguments) => Start(url, [], arguments);

    /// <summary>Starts one with variables of its environment.</summary>
    public static async Task<Serving> Start(Uri url, Dictionary<string, string> environment, params string[] arguments)
    {
        var process = Begin(url, environment, arguments);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (Uri.TryCreate(line.Trim(), UriKind.Absolute, out var link) && link.AbsolutePath == "/sign-in")
                return new Serving(process, url, link);
        throw new InvalidOperationException("egide serve ended without a link: " + await process.StandardError.ReadToEndAsync());
    }

    /// <summary>Starts one and waits only until it takes what comes: its journal may still be read again, and it has no link.</summary>
    public static async Task<Serving> Listening(params string[] arguments)
    {
        var url = FreeUrl();
        var serving = new Serving(Begin(url, [], arguments), url, url);
        for (var i = 0; i < 600; i++)
        {
            try
            {
                using var answer = await serving.Http.GetAsync(new Uri(url, "/health"));
                return serving;
            }
            catch (HttpRequestException) when (!serving._process.HasExited)
            {
                await Task.Delay(50);
            }
        }

        throw new InvalidOperationException("egide serve did not listen within half a minute: " + serving.Said);
    }

    /// <summary>Signs the client in with the link.</summary>
    public Task SignIn() => SignIn(Http);

    /// <summary>Signs another client in; fails when the link does not let it in.</summary>
    public async Task SignIn(HttpClient client)
    {
        var form = await client.GetStringAsync(Link);
        var at = form.IndexOf("name=\"__RequestVerificationToken\" value=\"", StringComparison.Ordinal) + "name=\"__RequestVerificationToken\" value=\"".Length;
        var token = form[at..form.IndexOf('"', at)];
        using var content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("secret", System.Web.HttpUtility.ParseQueryString(Link.Query)["secret"])]);
        using var answer = await client.PostAsync(new Uri(Url, "/sign-in"), content);
        if (!answer.IsSuccessStatusCode || answer.RequestMessage!.RequestUri!.AbsolutePath == "/sign-in") throw new InvalidOperationException("The link let nobody in.");
    }

    public async Task<JsonArray> Json(string path) => JsonNode.Parse(await Http.GetStringAsync(new Uri(Url, path)))!.AsArray();

    public async Task<HttpResponseMessage> Post(string path, string body, string type = "application/fhir+json")
    {
        using var content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue(type));
        return await Http.PostAsync(new Uri(Url, path), content);
    }

    /// <summary>Ends it at once, as a power cut does.</summary>
    public async Task Kill()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as systemd does, or by another signal.</summary>
    public async Task<int> Stop(string signal = "-TERM")
    {
        using (var kill = Process.Start("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return _process.ExitCode;
    }

    private static Process Begin(Uri url, Dictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Egide.Cli.dll"), "serve", "--urls", url.ToString(), "--lang", "fr", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Places.Repository };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private async Task Hear(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
            lock (_said) _said.AppendLine(line);
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        _process.Dispose();
        Http.Dispose();
    }
}
