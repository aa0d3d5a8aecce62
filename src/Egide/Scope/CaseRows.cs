using System.Globalization;

namespace Egide.Scope;

/// <summary>
/// The trail's rows of the accounts that stand in a case, kept at hand as the view <c>case_rows</c>: the whole trail is read once for an account,
/// and each later segment once, so that drawing up a case again costs what is new and not what is old.
/// </summary>
internal sealed class CaseRows(Trail trail)
{
    private const string Kept = "case_rows_kept";

    // Accounts, and sessions below -1 of lines that belong to no account.
    private readonly SortedSet<int> _keys = [];
    private int _read;

    /// <summary>Brings the view up to the trail as last settled, with these sessions' accounts in it.</summary>
    public void Update(IEnumerable<CaseSession> sessions)
    {
        trail.Execute($"CREATE TABLE IF NOT EXISTS {Kept}({TrailChunk.Columns});");
        var added = sessions.Select(s => s.Account >= 0 ? s.Account : s.Session).Where(_keys.Add).Order().ToList();
        Keep(0, _read, added);
        Keep(_read, trail.Closed, _keys);
        _read = trail.Closed;
        var open = _keys.Count == 0 ? [] : trail.Open.Select(table => $" UNION ALL SELECT * FROM {table} WHERE {Among(_keys)}");
        trail.Execute($"CREATE OR REPLACE VIEW case_rows AS SELECT * FROM {Kept}{string.Concat(open)};");
    }

    /// <summary>Takes the rows of some runs of the journal away; the trail forgets them too.</summary>
    public void Forget(IReadOnlyList<(long First, long Last)> runs)
    {
        if (runs.Count > 0 && _keys.Count > 0) trail.Execute($"DELETE FROM {Kept} WHERE {Trail.In(runs)};");
    }

    /// <summary>Nothing is at hand any more: the next update reads all it wants again.</summary>
    public void Reset()
    {
        _keys.Clear();
        _read = 0;
        trail.Execute($"DROP VIEW IF EXISTS case_rows; DROP TABLE IF EXISTS {Kept};");
        Update([]);
    }

    private void Keep(int from, int to, IReadOnlyCollection<int> keys)
    {
        if (from < to && keys.Count > 0) trail.Execute($"INSERT INTO {Kept} SELECT * FROM {trail.Files("account", from, to)} WHERE {Among(keys)};");
    }

    private static string Among(IEnumerable<int> keys)
    {
        var (accounts, lines) = (List(keys.Where(key => key >= 0)), List(keys.Where(key => key < 0)));
        return (accounts, lines) switch
        {
            ({ } some, null) => $"account IN ({some})",
            (null, { } some) => $"account = -1 AND session IN ({some})",
            _ => $"(account IN ({accounts}) OR account = -1 AND session IN ({lines}))",
        };
    }

    private static string? List(IEnumerable<int> keys) => string.Join(',', keys.Select(key => key.ToString(CultureInfo.InvariantCulture))) is { Length: > 0 } list ? list : null;
}
