using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Egide.Connectors.Https;
using Egide.Connectors.Live;

namespace Egide.Connectors.SharedSignals;

/// <summary>
/// Receives a stream by poll (RFC 8936): asks, stores, and acknowledges with the next question. A token that cannot be stored now is not
/// acknowledged, so that the transmitter keeps it; one that is no token of the stream is told as an error and left.
/// </summary>
public sealed class PollSource : ISource, IDisposable
{
    private const int AtOnce = 100;
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(2);
    private readonly SignalStream _stream;
    private readonly Uri _endpoint;
    private readonly Func<CancellationToken, Task<string>>? _token;
    private readonly Action<string>? _forget;
    private readonly HttpClient _http;
    private readonly TimeProvider _clock;
    private readonly SetReceiver _receiver;
    private readonly HashSet<string> _stored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SetVerdict> _refused = new(StringComparer.Ordinal);
    private HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Makes it.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="endpoint">The transmitter's poll address for this stream, https.</param>
    /// <param name="credentials">Gives the access token to ask with; null when none was agreed.</param>
    /// <param name="http">Asks; see <see cref="HttpsClient"/>.</param>
    /// <param name="clock">Tells how old a token is.</param>
    /// <exception cref="ArgumentException">An address is not https.</exception>
    public PollSource(SignalStream stream, Uri endpoint, ClientCredentials? credentials, HttpClient http, TimeProvider clock)
        : this(stream, endpoint, credentials is null ? null : credentials.Token, http, clock) => _forget = credentials is null ? null : credentials.Forget;

    /// <summary>Makes it, with an access token that the transmitter gave once.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="endpoint">The transmitter's poll address for this stream, https.</param>
    /// <param name="accessToken">The access token.</param>
    /// <param name="http">Asks; see <see cref="HttpsClient"/>.</param>
    /// <param name="clock">Tells how old a token is.</param>
    /// <exception cref="ArgumentException">An address is not https.</exception>
    public PollSource(SignalStream stream, Uri endpoint, string accessToken, HttpClient http, TimeProvider clock)
        : this(stream, endpoint, _ => Task.FromResult(accessToken), http, clock)
    {
    }

    private PollSource(SignalStream stream, Uri endpoint, Func<CancellationToken, Task<string>>? token, HttpClient http, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (_stream, _endpoint, _token, _http, _clock) = (stream, HttpsClient.Only(endpoint), token, http, clock);
        State = new WayIn("shared-signals/poll", HttpsClient.Shown(endpoint));
        _receiver = new SetReceiver(stream, http, State, clock);
    }

    /// <inheritdoc/>
    public WayIn State { get; }

    /// <summary>How long to wait before asking again a transmitter that answers at once and brings nothing new.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait after a first fault; doubled after each next one, up to five minutes.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task Run(LiveIntake intake, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(intake);
        var backoff = new Backoff(_clock, Patience, TimeSpan.FromMinutes(5));
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await Turn(intake, backoff, cancel).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                break;
            }
        }

        await Farewell().ConfigureAwait(false);
    }

    /// <summary>Lets go of what it holds.</summary>
    public void Dispose() => _receiver.Dispose();

    private async Task Turn(LiveIntake intake, Backoff backoff, CancellationToken cancel)
    {
        TimeSpan? later;
        try
        {
            var owed = _stored.Count + _refused.Count;
            var asked = _clock.GetTimestamp();
            // What is owed is said at once: a transmitter that holds the question open would learn of it late.
            var answer = await Ask(AtOnce, atOnce: owed > 0, Held, cancel).ConfigureAwait(false);
            var (fresh, unsettled) = await Take(answer, intake, cancel).ConfigureAwait(false);
            if (unsettled == 0)
            {
                backoff.Reset();
                // Neither an empty answer at once nor a token that was settled a moment ago is a reason to hurry.
                var pause = Pause - _clock.GetElapsedTime(asked);
                if (!fresh && (owed == 0 || answer.Sets.Count > 0) && pause > TimeSpan.Zero) await Task.Delay(pause, _clock, cancel).ConfigureAwait(false);
                return;
            }

            later = null;
        }
        catch (RefusedException fault)
        {
            State.Failed(fault.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? "unauthorised" : "refused", fault.Message, _clock.GetUtcNow());
            later = fault.Later;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            State.Failed("unreachable", $"{State.Where} could not be asked ({fault.GetType().Name}): check that it answers and its certificate.", _clock.GetUtcNow());
            later = null;
        }

        await backoff.Wait(later, cancel).ConfigureAwait(false);
    }

    private async Task<(bool Fresh, int Unsettled)> Take(PollAnswer answer, LiveIntake intake, CancellationToken cancel)
    {
        var (fresh, unsettled) = (false, 0);
        foreach (var (jti, token) in answer.Sets)
        {
            var verdict = await _receiver.Receive(token, intake, cancel).ConfigureAwait(false);
            fresh |= !_told.Contains(jti);
            if (verdict.Jti == jti) _stored.Add(jti);
            else if (verdict.Jti is not null) _refused[jti] = SetVerdict.Refused(SetVerdict.InvalidRequest, "sent under another jti than its own");
            else if (verdict.Error is not null) _refused[jti] = verdict;
            else unsettled++;
        }

        return (fresh, unsettled);
    }

    private async Task<PollAnswer> Ask(int most, bool atOnce, TimeSpan patience, CancellationToken cancel)
    {
        string[] stored = [.. _stored];
        var refused = _refused.ToDictionary(r => r.Key, r => new { err = r.Value.Error, description = r.Value.Reason });
        var question = JsonSerializer.SerializeToUtf8Bytes(new { maxEvents = most, returnImmediately = atOnce, ack = stored, setErrs = refused });
        using var limit = new CancellationTokenSource(patience, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new ByteArrayContent(question) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        // The language of the descriptions of errors.
        request.Content.Headers.ContentLanguage.Add("en");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        var bearer = _token is null ? null : await _token(both.Token).ConfigureAwait(false);
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        using var answer = await _http.SendAsync(request, both.Token).ConfigureAwait(false);
        State.Count("polls");
        if (answer.StatusCode == HttpStatusCode.Unauthorized && bearer is not null) _forget?.Invoke(bearer);
        RefusedException.Unless2xx(answer, State.Where, _clock);
        _stored.ExceptWith(stored);
        foreach (var jti in refused.Keys) _refused.Remove(jti);
        _told = [.. stored, .. refused.Keys];
        return PollAnswer.Read(await answer.Content.ReadAsByteArrayAsync(both.Token).ConfigureAwait(false));
    }

    // What is in the journal should not be sent again only because we stop; if it is, it is known.
    private async Task Farewell()
    {
        if (_stored.Count + _refused.Count == 0) return;
        try
        {
            await Ask(0, atOnce: true, TimeSpan.FromSeconds(5), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is HttpRequestException or RefusedException or IOException or JsonException or OperationCanceledException)
        {
            State.Failed("unreachable", $"{State.Where} could not be told what was stored; {_stream.Name} will be sent it again.", _clock.GetUtcNow());
        }
    }
}
