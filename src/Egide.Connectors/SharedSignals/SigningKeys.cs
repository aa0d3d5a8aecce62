using System.Text.Json;
using Egide.Connectors.Https;
using Microsoft.IdentityModel.Tokens;

namespace Egide.Connectors.SharedSignals;

/// <summary>
/// A transmitter's public keys (RFC 7517), kept an hour, and asked for again as soon as a token names one that is not among them: that is
/// how keys are rotated. A transmitter that cannot be reached is believed on its last keys for a day. Thread-safe.
/// </summary>
internal sealed class SigningKeys(HttpClient http, Uri address, TimeProvider clock) : IDisposable
{
    /// <summary>RFC 8037; Ed25519 is its one curve here.</summary>
    public const string EdDsa = "EdDSA";

    private const int SmallestRsa = 2048;
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan Usable = TimeSpan.FromDays(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Tokens with made-up key ids must not make us hammer the transmitter.
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromSeconds(5);
    private readonly Uri _address = HttpsClient.Only(address);
    private readonly SemaphoreSlim _asking = new(1);
    private volatile Known? _known;
    private DateTimeOffset _asked = DateTimeOffset.MinValue;

    /// <summary>Why the last attempt to get the keys failed; null when it did not.</summary>
    public string? Fault { get; private set; }

    /// <summary>Those that may have signed with this key id and algorithm, none when there are none; null when the keys cannot be had now.</summary>
    public async Task<IReadOnlyList<SecurityKey>?> For(string? kid, string algorithm, CancellationToken cancel)
    {
        if (Find(_known, kid, algorithm, Fresh) is { Count: > 0 } found) return found;
        await _asking.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (Find(_known, kid, algorithm, Fresh) is { Count: > 0 } meanwhile) return meanwhile;
            if (clock.GetUtcNow() - _asked >= AtMostEvery) await Ask(cancel).ConfigureAwait(false);
            return Find(_known, kid, algorithm, Usable);
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();

    private List<SecurityKey>? Find(Known? known, string? kid, string algorithm, TimeSpan age)
    {
        if (known is null || clock.GetUtcNow() - known.At > age) return null;
        var keys = new List<SecurityKey>();
        foreach (var key in known.Keys)
        {
            if ((kid is null || key.Kid == kid) && Signs(key, algorithm)) keys.Add(key);
        }

        return keys;
    }

    private async Task Ask(CancellationToken cancel)
    {
        _asked = clock.GetUtcNow();
        using var limit = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            using var answer = await http.GetAsync(_address, both.Token).ConfigureAwait(false);
            RefusedException.Unless2xx(answer, "the keys of " + HttpsClient.Shown(_address), clock);
            var json = await answer.Content.ReadAsStringAsync(both.Token).ConfigureAwait(false);
            _known = new Known(clock.GetUtcNow(), [.. JsonWebKeySet.Create(json).Keys]);
            Fault = null;
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested
            && fault is HttpRequestException or RefusedException or OperationCanceledException or JsonException or ArgumentException or InvalidOperationException)
        {
            Fault = fault is RefusedException ? fault.Message : $"the keys of {HttpsClient.Shown(_address)} could not be read ({fault.GetType().Name}): check the address, its certificate and that it answers.";
        }
    }

    private static bool Signs(JsonWebKey key, string algorithm)
    {
        if (key.Use is { Length: > 0 } use && use != "sig") return false;
        if (key.Alg is { Length: > 0 } only && only != algorithm) return false;
        return algorithm[0] switch
        {
            _ when algorithm == EdDsa => key is { Kty: "OKP", Crv: "Ed25519" },
            'R' or 'P' => key.Kty == "RSA" && key.KeySize >= SmallestRsa,
            'E' => key.Kty == "EC" && key.Crv == "P-" + (algorithm == "ES512" ? "521" : algorithm[2..]),
            _ => false,
        };
    }

    private sealed record Known(DateTimeOffset At, JsonWebKey[] Keys);
}
