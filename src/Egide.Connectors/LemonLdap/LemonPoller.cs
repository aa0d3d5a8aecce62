using System.IO.Hashing;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Egide.Connectors.Https;
using Egide.Connectors.Live;
using Egide.Journal;

namespace Egide.Connectors.LemonLdap;

/// <summary>
/// Asks a LemonLDAP::NG portal's REST session server which sessions are open, again and again: one not seen before is a sign-in with account,
/// address and time, one that is no more there a sign-out, or its expiry. What opens and ends between two questions is not seen.
/// </summary>
public sealed class LemonPoller : ISource
{
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(60);
    private readonly LemonPortal _portal;
    private readonly string _key;
    private readonly string? _password;
    private readonly string _folder;
    private readonly HttpClient _http;
    private readonly TimeProvider _clock;

    /// <summary>Makes it.</summary>
    /// <param name="portal">The portal.</param>
    /// <param name="key">The portal's parameter <c>key</c>, which servers that may list sessions share.</param>
    /// <param name="password">Password of the portal's <see cref="LemonPortal.User"/>; null without one.</param>
    /// <param name="folder">Where to keep which sessions are open; of this portal alone.</param>
    /// <param name="http">Asks; see <see cref="HttpsClient"/>.</param>
    /// <param name="clock">Waits, and tells the portal that the question is of now.</param>
    /// <exception cref="ArgumentException">The portal's address is not https.</exception>
    public LemonPoller(LemonPortal portal, string key, string? password, string folder, HttpClient http, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(portal);
        HttpsClient.Only(portal.Server);
        (_portal, _key, _password, _folder, _http, _clock) = (portal, key, password, folder, http, clock);
        State = new WayIn("lemonldap", HttpsClient.Shown(portal.Sessions));
    }

    /// <inheritdoc/>
    public WayIn State { get; }

    /// <summary>Time between polls: each lists every open session.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait after a first fault; doubled after each next one, up to five minutes.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task Run(LiveIntake intake, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(intake);
        // Who is signed in now stands there.
        Disk.CreatePrivate(_folder);
        var sessions = LemonSessions.Open(Path.Combine(_folder, "sessions.json"));
        await new Polling(State, "the portal", Every, Patience, _clock).Run(on => Turn(sessions, intake, on), Advice, cancel).ConfigureAwait(false);
    }

    private static (string What, string Advice) Advice(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => ("unauthorised", "the portal does not take the word made of key_file: check that it holds the portal's parameter key, and that both clocks agree within restClockTolerance"),
        HttpStatusCode.Unauthorized => ("unauthorised", "set restSessionServer = 1 in the portal, and give user and password_file if its web server asks for them"),
        HttpStatusCode.Forbidden => ("unauthorised", "have the portal's web server allow this machine on /sessions"),
        >= HttpStatusCode.InternalServerError => ("server_errors", "it is asked again"),
        _ => ("refused", "check the portal's address"),
    };

    private async Task Turn(LemonSessions sessions, LiveIntake intake, CancellationToken cancel)
    {
        var now = _clock.GetUtcNow();
        var (opened, closed) = sessions.Compare(LemonSession.List(_portal.Name, await Get(now, cancel).ConfigureAwait(false)), now);
        var records = new List<ReadOnlyMemory<byte>>(opened.Count + closed.Count);
        var keys = new List<UInt128>(opened.Count + closed.Count);
        foreach (var session in opened) Add(session, null);
        foreach (var (session, at) in closed) Add(session, at);
        if (records.Count > 0)
        {
            var receipt = await intake.Take(new Delivery("lemonldap " + _portal.Name, records) { Keys = keys }, cancel).ConfigureAwait(false);
            State.Count("records", records.Count - receipt.Repeated);
            if (receipt.Repeated > 0) State.Count("repeated", receipt.Repeated);
        }

        sessions.Save(opened, [.. closed.Select(c => c.Session)]);

        void Add(LemonSession session, DateTimeOffset? end)
        {
            records.Add(session.Record(_portal.Name, end));
            keys.Add(XxHash128.HashToUInt128(Encoding.UTF8.GetBytes($"lemonldap\n{session.Id}\n{(end is null ? LemonSession.Opened : LemonSession.Closed)}")));
        }
    }

    private async Task<ReadOnlyMemory<byte>> Get(DateTimeOffset now, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Held, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        var question = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object> { ["__secret"] = LemonSecret.Of(_key, now), ["data"] = LemonSession.Asked });
        using var request = new HttpRequestMessage(HttpMethod.Post, _portal.Sessions) { Content = new ByteArrayContent(question) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        // Without it the portal answers a sign-in page.
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (_portal.User is { } user) request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{_password}")));
        using var answer = await _http.SendAsync(request, both.Token).ConfigureAwait(false);
        State.Count("requests");
        RefusedException.Unless2xx(answer, State.Where, _clock);
        return await answer.Content.ReadAsByteArrayAsync(both.Token).ConfigureAwait(false);
    }
}
