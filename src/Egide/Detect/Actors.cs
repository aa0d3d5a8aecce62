using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using Egide.Observe;
using Egide.Observe.Context;

namespace Egide.Detect;

/// <summary>
/// Says whose account an access was made with: by provider and name, by session, by the professional's number
/// (RPPS, IDNPS), through the accounts the context gives.
/// </summary>
internal sealed class Actors(RegionContext context)
{
    private readonly Dictionary<ulong, AccountState> _byWriting = [];
    private readonly Dictionary<string, AccountState> _byKey = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<ulong, AccountState> _bySession = [];
    private readonly Dictionary<string, List<AccountState>> _byPractitioner = [];
    private readonly Utf8Numbers _roles = new();
    private readonly Utf8Numbers _organisations = new();
    private readonly List<AccountState> _all = [];

    public IReadOnlyList<AccountState> All => _all;

    /// <summary>The account, or null when the access names no one and belongs to no known session.</summary>
    public AccountState? Of(Access access)
    {
        var session = access.Has(AccessText.Session) ? XxHash3.HashToUInt64(access[AccessText.Session]) : 0;
        var signIn = access.Header.Kind is EventKind.SignIn or EventKind.TokenRefresh;
        if (session != 0 && !signIn && _bySession.TryGetValue(session, out var known) && Agrees(known, access)) return known;
        var writing = Writing(access);
        if (writing == 0) return null;
        if (!_byWriting.TryGetValue(writing, out var account)) _byWriting[writing] = account = Resolve(access);
        if (session != 0 && (signIn || !_bySession.ContainsKey(session))) _bySession[session] = account;
        return account;
    }

    private static bool Agrees(AccountState account, Access access) =>
        !access.Has(AccessText.Person) || account.Practitioner is null || Ascii.Equals(access[AccessText.Person], account.Practitioner)
        || access.String(AccessText.Person) == account.Practitioner;

    private static ulong Writing(Access access)
    {
        if (!access.Has(AccessText.UserId) && !access.Has(AccessText.Login)) return 0;
        var hash = XxHash3.HashToUInt64(access[AccessText.UserId], 1) * 3 ^ XxHash3.HashToUInt64(access[AccessText.Login], 2) * 5
            ^ XxHash3.HashToUInt64(access[AccessText.IdentityProvider], 3);
        return hash == 0 ? 1 : hash;
    }

    private AccountState Resolve(Access access)
    {
        var (idp, user, login) = (access.String(AccessText.IdentityProvider), access.String(AccessText.UserId), access.String(AccessText.Login));
        var at = access.At;
        var version = Try(idp, user, at) ?? Try(idp, login, at);
        var person = access.String(AccessText.Person) ?? version?.Practitioner;
        if (version is null && person is not null)
        {
            var own = context.AccountsOf(person);
            version = own.FirstOrDefault(v => v.Account == login) ?? (own.Count > 0 ? own[0] : null);
        }

        if (version is not null) return Named(version.Idp, version.Account, version, access);
        if (person is not null && _byPractitioner.TryGetValue(person, out var accounts)) return accounts[0];
        return Named(idp ?? access.String(AccessText.Source) ?? "?", idp is null ? user ?? login! : login ?? user!, null, access);
    }

    private AccountVersion? Try(string? idp, string? account, DateTimeOffset at) =>
        string.IsNullOrEmpty(account) ? null : context.Account(idp, account, at);

    // That a post began is no reason to count a silence from there: the account is as old as its first version.
    private long FirstOf(AccountVersion version)
    {
        var first = long.MaxValue;
        foreach (var known in context.AccountsOf(version.Practitioner))
            if (known.Idp == version.Idp && known.Account == version.Account)
                first = Math.Min(first, known.ValidFrom is { } since ? Instant.From(since) : 0);
        return first == long.MaxValue ? 0 : first;
    }

    // One for all accounts of a professional.
    private LastSign SignOf(string? practitioner) =>
        practitioner is not null && _byPractitioner.TryGetValue(practitioner, out var accounts) ? accounts[0].Professional : new LastSign();

    private AccountState Named(string idp, string name, AccountVersion? version, Access access)
    {
        ref var state = ref CollectionsMarshal.GetValueRefOrAddDefault(_byKey, $"{idp}|{name}", out var exists);
        if (exists) return state!;
        var practitioner = version?.Practitioner ?? access.String(AccessText.Person);
        state = new AccountState
        {
            Id = _all.Count,
            IdentityProvider = idp,
            Name = name,
            Practitioner = practitioner,
            Professional = SignOf(practitioner),
            PersonName = version is { Family: not null } ? $"{version.Given} {version.Family}".Trim() : access.String(AccessText.PersonName),
            Role = _roles.Of(version?.Profession) + 1,
            Organisation = _organisations.Of(version?.Organisation),
            Since = version is null ? 0 : FirstOf(version),
        };
        _all.Add(state);
        if (practitioner is null) return state;
        foreach (var post in context.AccountsOf(practitioner))
            if (post.Organisation is not null) state.Posts.Add((post.Organisation, post.Unit));
        if (!_byPractitioner.TryGetValue(practitioner, out var accounts)) _byPractitioner[practitioner] = accounts = [];
        accounts.Add(state);
        return state;
    }
}
