using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Egide.Web.SignIn;

/// <summary>
/// Sessions of people, on the server: a cookie names one and holds nothing else, so that one that has ended is dead in every copy of
/// its cookie. They live in memory: after a restart people sign in again. Thread-safe.
/// </summary>
internal sealed class Sessions(TimeProvider clock) : ITicketStore
{
    private const string Began = "egide.began";
    private readonly ConcurrentDictionary<string, AuthenticationTicket> _open = new(StringComparer.Ordinal);

    /// <summary>How long a session lives without a request of its person.</summary>
    public static TimeSpan Idle { get; } = TimeSpan.FromMinutes(30);

    /// <summary>How long it lives at most.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromHours(8);

    public int Count => _open.Count;

    public Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        foreach (var (old, kept) in _open)
            if (IsOver(kept)) _open.TryRemove(old, out _);
        ticket.Properties.Items[Began] = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _open[key] = ticket;
        return Task.FromResult(key);
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        // One that ended meanwhile stays ended.
        if (_open.TryGetValue(key, out var before)) _open.TryUpdate(key, ticket, before);
        return Task.CompletedTask;
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        if (!_open.TryGetValue(key, out var ticket)) return Task.FromResult<AuthenticationTicket?>(null);
        if (!IsOver(ticket)) return Task.FromResult<AuthenticationTicket?>(ticket);
        _open.TryRemove(key, out _);
        return Task.FromResult<AuthenticationTicket?>(null);
    }

    public Task RemoveAsync(string key)
    {
        _open.TryRemove(key, out _);
        return Task.CompletedTask;
    }

    /// <summary>Ends the sessions of which something is true; how many they were.</summary>
    public int End(Func<ClaimsPrincipal, bool> which) => _open.Count(session => which(session.Value.Principal) && _open.TryRemove(session.Key, out _));

    private bool IsOver(AuthenticationTicket ticket) => ticket.Properties.ExpiresUtc < clock.GetUtcNow()
        || !DateTimeOffset.TryParse(ticket.Properties.Items.TryGetValue(Began, out var began) ? began : null, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)
        || clock.GetUtcNow() - at >= Longest;
}
