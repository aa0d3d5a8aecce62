using System.Globalization;
using Egide.Scope;

namespace Egide.Tests.Scope;

/// <summary>The rows of accounts in a case, kept at hand while the trail grows over several segments.</summary>
public sealed class CaseRowsTests : IDisposable
{
    // More than two segments of the trail.
    private const int Rows = 300_000;
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

        // A segment that is being written is read in memory until it lies in its file.
        while (trail.Closed < 2)
        {
            Thread.Sleep(20);
            trail.Settle();
            cases.Update(sessions);
            Assert.Equal(Sum(trail, "trail WHERE " + Wanted(sessions)), Sum(trail, "case_rows"));
        }

        Assert.True(Sum(trail, "case_rows").Count > 0);
        trail.Complete();
        cases.Update(sessions);
        Assert.Equal(Sum(trail, "trail WHERE " + Wanted(sessions)), Sum(trail, "case_rows"));
    }

    [Fact]
    public void WhatIsAskedIsAnsweredAsOfOneMomentWhateverIsAppended()
    {
        using var trail = new Trail(_folder);
        Append(trail, 0, Rows / 3);
        trail.Settle();
        trail.Begin();
        var then = Sum(trail, "trail");
        trail.Execute("CREATE TABLE drawn_up AS SELECT count(*) AS n FROM trail;");
        // Over the ends of two segments, written meanwhile.
        Append(trail, Rows / 3, Rows);
        Assert.Equal(then, Sum(trail, "trail"));
        Assert.Equal(then, Sum(trail, "trail_by_patient"));
        trail.End(kept: false);
        Assert.ThrowsAny<Exception>(() => trail.Execute("SELECT * FROM drawn_up"));
        // What was asked for in memory can still be, though its segment lies in a file by now.
        Assert.InRange(Sum(trail, "trail").Count, then.Count, Rows);
        trail.Settle();
        Assert.Equal(Rows, Sum(trail, "trail").Count);
    }

    private static void Append(Trail trail, int from, int to)
    {
        for (var i = from; i < to; i++) trail.Append(new TrailRow { Position = i, At = i, Account = i % 100, Session = i / 100, Controller = -1 }, [], []);
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
