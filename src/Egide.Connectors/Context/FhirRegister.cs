using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Egide.Connectors.Context;

/// <summary>
/// Reads the patients of a live FHIR R4 server and changes nothing there: their whole history when the server gives it, else as
/// they are today, as a snapshot. Only over TLS, its certificate verified, or on this machine.
/// </summary>
public sealed class FhirRegister : IDisposable
{
    /// <summary>Most pages asked for; a register of a hundred million versions needs fewer.</summary>
    public const int MostPages = 200_000;

    private const int PageSize = 500;
    private const long LongestPage = 256L << 20;
    private readonly Uri _server;
    private readonly TimeProvider _clock;
    private readonly int _most;
    private readonly HttpClient _client;

    /// <param name="server">Its base address.</param>
    /// <param name="clock">Tells the day of a snapshot.</param>
    /// <param name="mostPages">Most pages asked for.</param>
    /// <exception cref="RegisterException">The address is none that may be read.</exception>
    public FhirRegister(Uri server, TimeProvider clock, int mostPages = MostPages)
    {
        ArgumentNullException.ThrowIfNull(server);
        if (!server.IsAbsoluteUri || server.Scheme != "https" && !(server.Scheme == "http" && server.IsLoopback))
            throw new RegisterException(
                "L’adresse du registre n’est pas en https : des identités y passeraient en clair. Donner une adresse https (http n’est admis que sur cette machine).",
                "The register's address is not https: identities would pass in clear. Give an https address (http is allowed on this machine alone).");
        (_server, _clock, _most) = (new Uri(server.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/"), clock, mostPages);
        // Another address than the one given would be told nothing, and asked nothing.
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All }) { Timeout = TimeSpan.FromMinutes(5), MaxResponseContentBufferSize = LongestPage };
        _client.DefaultRequestHeaders.Add("Accept", "application/fhir+json");
    }

    /// <summary>Writes the pages into a folder as files of the context.</summary>
    /// <param name="folder">The folder, empty.</param>
    /// <param name="progress">Told pages and entries so far.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="RegisterException">Something of it is missing.</exception>
    public void Fetch(string folder, Action<int, long> progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var history = new Uri(_server, string.Create(CultureInfo.InvariantCulture, $"Patient/_history?_count={PageSize}"));
        using var first = Ask(history, 0, 0, cancel);
        if (first.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented or HttpStatusCode.BadRequest)
        {
            var today = _clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var search = new Uri(_server, string.Create(CultureInfo.InvariantCulture, $"Patient?_count={PageSize}"));
            using var page = Ask(search, 0, 0, cancel);
            Pages(search, page, Path.Combine(folder, $"Patient-{today}"), progress, cancel);
            return;
        }

        Pages(history, first, Path.Combine(folder, "Patient-history"), progress, cancel);
    }

    /// <summary>Closes its connections.</summary>
    public void Dispose() => _client.Dispose();

    private void Pages(Uri address, HttpResponseMessage first, string name, Action<int, long> progress, CancellationToken cancel)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { address.AbsoluteUri };
        var (pages, entries) = (0, 0L);
        var response = first;
        while (true)
        {
            if (!response.IsSuccessStatusCode) throw Failed(string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode}"), pages, entries, null);
            using (var page = Page(response, pages, entries, cancel))
            {
                using (var file = File.Create(string.Create(CultureInfo.InvariantCulture, $"{name}-{pages:D6}.json")))
                using (var writer = new Utf8JsonWriter(file))
                    page.WriteTo(writer);
                entries += page.RootElement.Each("entry").Count();
                progress(++pages, entries);
                var next = page.RootElement.Each("link").FirstOrDefault(link => link.Text("relation") == "next").Text("url");
                if (next is null) return;
                if (!Uri.TryCreate(address, next, out var following) || following.Scheme != _server.Scheme || following.Authority != _server.Authority)
                    throw Failed("the next page lies on another server", "la page suivante est sur un autre serveur", pages, entries, null);
                if (!seen.Add(following.AbsoluteUri)) throw Failed("its pages go round: a next page was given twice", "ses pages tournent en rond : une page suivante a été donnée deux fois", pages, entries, null);
                address = following;
            }

            if (pages >= _most) throw Failed($"more than {_most} pages", $"plus de {_most} pages", pages, entries, null);
            if (response != first) response.Dispose();
            response = Ask(address, pages, entries, cancel);
        }
    }

    private HttpResponseMessage Ask(Uri address, int pages, long entries, CancellationToken cancel)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            return _client.Send(request, HttpCompletionOption.ResponseContentRead, cancel);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or InvalidOperationException || fault is OperationCanceledException && !cancel.IsCancellationRequested)
        {
            throw fault.InnerException is System.Security.Authentication.AuthenticationException
                ? Failed("its certificate is not trusted", "son certificat n’est pas reconnu", pages, entries, fault)
                : Failed("no whole answer", "pas de réponse entière", pages, entries, fault);
        }
    }

    private JsonDocument Page(HttpResponseMessage response, int pages, long entries, CancellationToken cancel)
    {
        try
        {
            using var stream = response.Content.ReadAsStream(cancel);
            var page = JsonDocument.Parse(stream);
            if (page.RootElement.Text("resourceType") == "Bundle") return page;
            page.Dispose();
        }
        catch (Exception fault) when (fault is JsonException or IOException)
        {
            throw Failed("an answer that is not JSON", "une réponse qui n’est pas du JSON", pages, entries, fault);
        }

        throw Failed("an answer that is no Bundle", "une réponse qui n’est pas un Bundle", pages, entries, null);
    }

    private RegisterException Failed(string what, int pages, long entries, Exception? fault) => Failed(what, what, pages, entries, fault);

    private RegisterException Failed(string what, string quoi, int pages, long entries, Exception? fault) => new(
        string.Create(CultureInfo.InvariantCulture, $"Le registre {_server.Authority} n’a pas été lu en entier ({quoi}) : {pages} pages et {entries} entrées reçues, rien n’a été écrit. Un registre partiel compterait trop peu de personnes : relancer quand le serveur répond, ou donner un export par --context."),
        string.Create(CultureInfo.InvariantCulture, $"The register {_server.Authority} was not read whole ({what}): {pages} pages and {entries} entries received, nothing was written. A partial register would count too few persons: run again when the server answers, or give an export with --context."),
        fault);
}
