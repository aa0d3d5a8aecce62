namespace Egide.Observe.Context;

/// <summary>Accounts by provider and name, by login whatever the domain, and by person.</summary>
internal sealed class AccountTable
{
    private readonly Dictionary<(string Idp, string Account), List<AccountVersion>> _byAccount = [];
    private readonly Dictionary<string, List<AccountVersion>> _byLogin = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<AccountVersion>> _byPractitioner = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    public IEnumerable<string> Practitioners => _byPractitioner.Keys;

    public void Add(AccountVersion version)
    {
        Count++;
        AddTo(_byPractitioner, version.Practitioner, version);
        if (version.Account.Length == 0) return;
        AddTo(_byAccount, (Fold(version.Idp), Fold(version.Account)), version);
        AddTo(_byLogin, Login(version.Account), version);
    }

    public AccountVersion? Find(string idp, string account, DateTimeOffset time) =>
        _byAccount.TryGetValue((Fold(idp), Fold(account)), out var versions) ? At(versions, time) : null;

    /// <summary>By login whatever its provider and domain; null when it may be several persons.</summary>
    public AccountVersion? FindLogin(string account, DateTimeOffset time)
    {
        if (!_byLogin.TryGetValue(Login(account), out var versions)) return null;
        var found = At(versions, time);
        return versions.Exists(v => v.Practitioner != found?.Practitioner) ? null : found;
    }

    public IReadOnlyList<AccountVersion> OfPractitioner(string practitioner) =>
        _byPractitioner.TryGetValue(practitioner, out var versions) ? versions : [];

    /// <summary>The version valid at the time; else the last known, since registers lag behind life.</summary>
    private static AccountVersion? At(List<AccountVersion> versions, DateTimeOffset time) =>
        versions.FindLast(v => v.IsValid(time)) ?? (versions.Count > 0 ? versions[^1] : null);

    private static string Fold(string text) => text.Trim().ToLowerInvariant();

    /// <summary><c>DOMAIN\login</c> and <c>login@domain</c> without the domain.</summary>
    private static string Login(string account)
    {
        var text = Fold(account);
        text = text[(text.LastIndexOf('\\') + 1)..];
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 ? text[..at] : text;
    }

    private static void AddTo<TKey>(Dictionary<TKey, List<AccountVersion>> table, TKey key, AccountVersion version) where TKey : notnull
    {
        if (!table.TryGetValue(key, out var versions)) table.Add(key, versions = []);
        versions.Add(version);
    }
}
