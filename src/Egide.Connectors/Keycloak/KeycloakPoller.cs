using System.Globalization;
using System.IO.Hashing;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Egide.Connectors.Https;
using Egide.Connectors.Live;

namespace Egide.Connectors.Keycloak;

/// <summary>
/// Asks Keycloak's admin REST API for a realm's user and admin events, again and again, from where it stopped. Nothing is lost while
/// Keycloak keeps its events longer than we are away (<c>eventsExpiration</c>), and none is taken twice.
/// </summary>
public sealed class KeycloakPoller : ISource, IDisposable
{
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(60);
    private static readonly string[] Kinds = ["events", "admin-events"];
    private readonly KeycloakRealm _realm;
    private readonly ClientCredentials _credentials;
    private readonly HttpClient _http;
    private readonly TimeProvider _clock;
    private readonly string _folder;
    private bool _asked;
    private bool _byDay;

    /// <summary>Makes it.</summary>
    /// <param name="realm">The realm.</param>
    /// <param name="secret">The client's secret.</param>
    /// <param name="folder">Where to keep how far each kind of events was read; of this realm alone.</param>
    /// <param name="http">Asks; see <see cref="HttpsClient"/>.</param>
    /// <param name="clock">Waits.</param>
    /// <exception cref="ArgumentException">The server's address is not https.</exception>
    public KeycloakPoller(KeycloakRealm realm, string secret, string folder, HttpClient http, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(realm);
        HttpsClient.Only(realm.Server);
        (_realm, _folder, _http, _clock) = (realm, folder, http, clock);
        _credentials = new ClientCredentials(http, realm.TokenEndpoint, realm.Client, secret, clock);
        State = new WayIn("keycloak", HttpsClient.Shown(realm.Admin("events")));
    }

    /// <inheritdoc/>
    public WayIn State { get; }

    /// <summary>Time between polls.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Events asked for at once.</summary>
    public int Page { get; init; } = 500;

    /// <summary>How long to wait after a first fault; doubled after each next one, up to five minutes.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task Run(LiveIntake intake, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(intake);
        Directory.CreateDirectory(_folder);
        var since = Math.Max(0, _realm.Since?.ToUnixTimeMilliseconds() ?? 0);
        var cursors = Kinds.Select(kind => (kind, KeycloakCursor.Open(Path.Combine(_folder, kind + ".json"), since))).ToList();
        await new Polling(State, "Keycloak", Every, Patience, _clock).Run(async on =>
        {
            if (!_asked) await AskWhetherRecorded(on).ConfigureAwait(false);
            foreach (var (kind, cursor) in cursors) await Walk(kind, cursor, intake, on).ConfigureAwait(false);
        }, Advice, cancel).ConfigureAwait(false);
    }

    /// <summary>Lets go of what it holds.</summary>
    public void Dispose() => _credentials.Dispose();

    private static (string What, string Advice) Advice(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => ("unauthorised", "check the client's id and secret, and that its service account is enabled"),
        HttpStatusCode.Forbidden => ("unauthorised", "give the client's service account the role view-events of realm-management"),
        >= HttpStatusCode.InternalServerError => ("server_errors", "it is asked again"),
        _ => ("refused", "check the server's address and the realm's name"),
    };

    // A realm that records nothing answers with empty lists for ever: that is to be told, not to be waited for.
    private async Task AskWhetherRecorded(CancellationToken cancel)
    {
        using var config = JsonDocument.Parse(await Get("events/config", cancel).ConfigureAwait(false));
        foreach (var (member, what) in new[] { ("eventsEnabled", "user events"), ("adminEventsEnabled", "admin events") })
        {
            if (config.RootElement.ValueKind == JsonValueKind.Object && config.RootElement.TryGetProperty(member, out var on) && on.ValueKind == JsonValueKind.False)
                State.Failed("not_recorded", $"{State.Where}: the realm does not save its {what}; switch that on under Realm settings, Events.", _clock.GetUtcNow());
        }

        _asked = true;
    }

    private async Task Walk(string kind, KeycloakCursor cursor, LiveIntake intake, CancellationToken cancel)
    {
        var from = cursor.From;
        var taken = new List<(long, string)>();
        for (var first = 0; ; first += Page)
        {
            var page = KeycloakPage.Read(await GetPage(kind, from, first, cancel).ConfigureAwait(false));
            var fresh = page.Events.Where(e => e.Time >= from && cursor.IsNew(e.Id)).ToList();
            if (fresh.Count > 0)
            {
                var receipt = await intake.Take(new Delivery("keycloak " + _realm.Name, [.. fresh.Select(e => e.Record)]) { Keys = [.. fresh.Select(e => KeyOf(kind, e.Id))] }, cancel).ConfigureAwait(false);
                State.Count("records", fresh.Count - receipt.Repeated);
                if (receipt.Repeated > 0) State.Count("repeated", receipt.Repeated);
                taken.AddRange(fresh.Select(e => (e.Time, e.Id)));
            }

            var last = page.Events.Count < Page;
            // When the newest come first, an instant is passed only once all before it are here.
            if (taken.Count > 0 && (last || page.OldestFirst))
            {
                cursor.Add(taken);
                cursor.Save();
                taken.Clear();
            }

            if (last) return;
        }
    }

    // Another release may write the same event in other bytes.
    private UInt128 KeyOf(string kind, string id) => XxHash128.HashToUInt128(Encoding.UTF8.GetBytes($"keycloak\n{_realm.Server.AbsoluteUri}\n{_realm.Name}\n{kind}\n{id}"));

    private async Task<ReadOnlyMemory<byte>> GetPage(string kind, long from, int first, CancellationToken cancel)
    {
        if (!_byDay)
        {
            try
            {
                return await Get(Query(string.Create(CultureInfo.InvariantCulture, $"{from}")), cancel).ConfigureAwait(false);
            }
            catch (RefusedException fault) when (fault.Status == HttpStatusCode.BadRequest && from > 0)
            {
                // Before release 26 a day is all that it understands. Which zone's day is the server's to say, so one more is asked for.
                _byDay = true;
            }
        }

        return await Get(Query(DateTimeOffset.FromUnixTimeMilliseconds(from).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), cancel).ConfigureAwait(false);

        string Query(string date) => string.Create(CultureInfo.InvariantCulture, $"{kind}?{(from > 0 ? $"dateFrom={date}&" : "")}direction=asc&first={first}&max={Page}");
    }

    private async Task<ReadOnlyMemory<byte>> Get(string rest, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Held, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        for (var again = false; ; again = true)
        {
            var token = await _credentials.Token(both.Token).ConfigureAwait(false);
            using var request = new HttpRequestMessage(HttpMethod.Get, _realm.Admin(rest));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            using var answer = await _http.SendAsync(request, both.Token).ConfigureAwait(false);
            State.Count("requests");
            if (answer.StatusCode == HttpStatusCode.Unauthorized)
            {
                // A server that was restarted, or whose keys were rotated, knows its older tokens no more.
                _credentials.Forget(token);
                if (!again) continue;
            }

            RefusedException.Unless2xx(answer, State.Where, _clock);
            return await answer.Content.ReadAsByteArrayAsync(both.Token).ConfigureAwait(false);
        }
    }
}
