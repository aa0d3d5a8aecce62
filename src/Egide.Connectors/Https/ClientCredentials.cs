using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Egide.Connectors.Https;

/// <summary>
/// Access tokens by the client credentials grant (RFC 6749, section 4.4), asked for again shortly before they end. The secret goes to the
/// token endpoint only, and into no message. Thread-safe.
/// </summary>
/// <param name="http">Asks; see <see cref="HttpsClient"/>.</param>
/// <param name="endpoint">The token endpoint, https.</param>
/// <param name="client">The client's id.</param>
/// <param name="secret">Its secret.</param>
/// <param name="clock">Tells when a token ends.</param>
public sealed class ClientCredentials(HttpClient http, Uri endpoint, string client, string secret, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Uri _endpoint = HttpsClient.Only(endpoint);
    private readonly SemaphoreSlim _asking = new(1);
    private string? _token;
    private DateTimeOffset _until;

    /// <summary>A token that still holds.</summary>
    public async Task<string> Token(CancellationToken cancel)
    {
        await _asking.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (_token is null || clock.GetUtcNow() >= _until) await Ask(cancel).ConfigureAwait(false);
            return _token!;
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>This token was refused: the next call asks for another.</summary>
    public void Forget(string token) => Interlocked.CompareExchange(ref _token, null, token);

    /// <summary>Lets go of what waits.</summary>
    public void Dispose() => _asking.Dispose();

    private async Task Ask(CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Form(client) + ":" + Form(secret))));
        using var answer = await http.SendAsync(request, both.Token).ConfigureAwait(false);
        RefusedException.Unless2xx(answer, "the token endpoint " + HttpsClient.Shown(_endpoint), clock);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(both.Token).ConfigureAwait(false));
        if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("access_token", out var token) || token.ValueKind != JsonValueKind.String)
            throw new JsonException("the token endpoint's answer holds no access_token");
        var seconds = json.RootElement.TryGetProperty("expires_in", out var life) && life.TryGetInt32(out var said) ? Math.Max(said, 1) : 60;
        // Early enough for the request that carries it, and never so early that a short token is always over.
        _until = clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Max(seconds - 30, seconds / 2.0));
        _token = token.GetString();
    }

    // RFC 6749 has both form-encoded before they are put together.
    private static string Form(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}
