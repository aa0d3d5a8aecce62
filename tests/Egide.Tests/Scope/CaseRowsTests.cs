using System.Globalization;
using Egide.Scope;

namespace Egide.Tests.Scope;

/// <summary>The rows of accounts in a case, kept at hand while the trail grows over several segments.</summary>
public sealed class CaseRowsTests : IDisposable
{
    // More than two segments of the trail.
    private const int Rows = 1_060_000;
    private const int Steps = 10;
    private readonly string _folder = Directory.CreateTempSubdirectory("egide-case-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TheyAreThoseOfTheTrailHoweverItGrowsAndWhoeverComesInto()
    {
        using var trail = new Trail(_folder);
        var cases = new CaseRows(trail);
        var sessions = new List<CaseSession>();
        for (var step = 0; step < Steps; step++)
        {
            for (var i = step * (Rows / Steps); i < (step + 1) * (Rows / Steps); i++)
                trail.Append(new TrailRow { Position = i, At = i, Account = i % 100 - 1, Session = i % 100 == 0 ? -2 - i % 700 : i / 100, Controller = -1 }, [], []);
            trail.Settle();
            // None at first; then accounts, one by one; then lines of no account.
            if (step % 3 == 1) sessions.Add(step == 7 ? new CaseSession("I", -1, -2, 0.5) : new CaseSession("I", step * 3, 0, 1));
            cases.Update(sessions);
            Assert.Equal(Sum(trail, "trail WHERE " + Wanted(sessions)), Sum(trail, "case_rows"));
        }

        Assert.Equal(2, trail.Closed);
        Assert.True(Sum(trail, "case_rows").Count > 0);
        trail.Complete();
        cases.Update(sessions);
        Assert.Equal(Sum(trail, "trail WHERE " + Wanted(sessions)), Sum(trail, "case_rows"));
    }

    private static string Wanted(List<CaseSession> sessions) => sessions.Count == 0 ? "false"
        : string.Join(" OR ", sessions.Select(s => s.Account >= 0 ? string.Create(CultureInfo.InvariantCulture, $"account = {s.Account}") : string.Create(CultureInfo.InvariantCulture, $"account = -1 AND session = {s.Session}")));

    private static (long Count, long Positions) Sum(Trail trail, string from)
    {
        using var command = trail.Connection.CreateCommand();
        command.CommandText = $"SELECT count(*), coalesce(sum(\"position\"), 0)::BIGINT FROM {from}";
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
