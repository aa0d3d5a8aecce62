using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Egide.Connectors.Live;

namespace Egide.Connectors.SharedSignals;

/// <summary>
/// Receives a stream by push (RFC 8935): a web server hands it each POST and sends back what it says. Acknowledged (202) only once the
/// journal has it. Thread-safe.
/// </summary>
public sealed class PushEndpoint : IDisposable
{
    private const int Later = 30;
    private readonly byte[]? _authorization;
    private readonly SetReceiver _receiver;
    private readonly TimeProvider _clock;

    /// <summary>Makes it.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="authorization">The <c>Authorization</c> header that the transmitter was told to send, whole; null when it sends none.</param>
    /// <param name="http">Reads the transmitter's keys; see <see cref="Https.HttpsClient"/>.</param>
    /// <param name="clock">Tells how old a token is.</param>
    /// <exception cref="ArgumentException">The keys are not at an https address.</exception>
    public PushEndpoint(SignalStream stream, string? authorization, HttpClient http, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(stream);
        State = new WayIn("shared-signals/push", stream.Issuer);
        _authorization = authorization is null ? null : Encoding.UTF8.GetBytes(authorization);
        _receiver = new SetReceiver(stream, http, State, clock);
        _clock = clock;
    }

    /// <summary>What people are shown of it.</summary>
    public WayIn State { get; }

    /// <summary>Judges and stores one pushed token.</summary>
    /// <param name="intake">Takes it.</param>
    /// <param name="contentType">The request's <c>Content-Type</c>.</param>
    /// <param name="authorization">The request's <c>Authorization</c>.</param>
    /// <param name="body">The request's body; a server need not read more than 64 KiB of it.</param>
    /// <param name="cancel">The client is gone.</param>
    public async Task<PushAnswer> Receive(LiveIntake intake, string? contentType, string? authorization, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(intake);
        State.Count("requests");
        if (!MayPush(authorization)) return Refused(401, SetVerdict.AuthenticationFailed, "the Authorization header is not the one agreed for this stream");
        if (!IsSet(contentType)) return Refused(400, SetVerdict.InvalidRequest, "Content-Type is not application/secevent+jwt");
        var verdict = await _receiver.Receive(Encoding.ASCII.GetString(body.Span.Trim(" \r\n"u8)), intake, cancel).ConfigureAwait(false);
        if (verdict.Jti is not null) return new PushAnswer(202, null);
        return verdict.Error is { } error ? new PushAnswer(400, Json(error, verdict.Reason)) : new PushAnswer(503, null, Later);
    }

    /// <summary>Lets go of what it holds.</summary>
    public void Dispose() => _receiver.Dispose();

    private bool MayPush(string? authorization) => _authorization is null
        || (authorization is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(authorization), _authorization));

    private static bool IsSet(string? contentType)
    {
        var end = contentType?.IndexOf(';', StringComparison.Ordinal) ?? -1;
        return (end < 0 ? contentType : contentType![..end])?.Trim().Equals("application/secevent+jwt", StringComparison.OrdinalIgnoreCase) == true;
    }

    private PushAnswer Refused(int status, string error, string description)
    {
        State.Failed(error, description, _clock.GetUtcNow());
        return new PushAnswer(status, Json(error, description));
    }

    private static string Json(string error, string description) => JsonSerializer.Serialize(new { err = error, description });
}
