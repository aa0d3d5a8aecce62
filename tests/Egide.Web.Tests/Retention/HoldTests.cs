using Egide.Connectors.Live;
using Egide.Detect;
using Egide.Journal;
using Egide.Observe;
using Egide.Web.Retention;
using Egide.Web.SignIn;
using Egide.Web.Tests.Live;

namespace Egide.Web.Tests.Retention;

/// <summary>Over the sample region, as it came in day by day: what an incident rests on stays, is found the same again, and goes once two people released it.</summary>
public sealed class HoldTests
{
    private static readonly Person Dpo = new("Claire", [Role.Dpo, Role.Approver]), Approver = new("Denis", [Role.Approver]);

    [Fact]
    public async Task AnIncidentHoldsItsDaysIsFoundAgainAndGoesWhenTwoPeopleReleaseIt()
    {
        var trail = StationTests.Trail.Value;
        await using var keeping = new KeepingStation(StationTests.Context(), Instant.ToDateTimeOffset(trail[0].At)) { Policy = RetentionPolicy.Shipped with { Automatic = true, HoldMargin = new Period(1, PeriodUnit.Day) } };
        await keeping.Restart();
        await Bring(keeping, trail);
        await keeping.Settled();
        var told = Told(keeping);
        Assert.NotEmpty(told);
        for (var i = 0; i < 100 && keeping.Station.Now.Dossier.Incidents.Any(keeping.Keeper.Holds.IsNew); i++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.All(keeping.Station.Now.Dossier.Incidents, i => Assert.Equal(("Égide", true), (keeping.Keeper.Holds.Of(i.Id)!.By, keeping.Keeper.Holds.Of(i.Id)!.IsInForce)));

        keeping.Clock.LeapTo(Instant.ToDateTimeOffset(trail[^1].At).AddMonths(13));
        await keeping.Bring("fhir here", Samples.Fhir("p-1", keeping.At(0)));
        await keeping.Settled();
        var due = await keeping.Keeper.WhatIsDue();
        Assert.Contains(due, d => d.HeldBy.Count == 0);
        var held = due.Where(d => d.HeldBy.Count > 0).ToList();
        Assert.NotEmpty(held);
        told = Told(keeping);
        var evidence = keeping.Station.Now.Dossier.Incidents.SelectMany(i => i.Findings).SelectMany(f => f.Evidence).ToHashSet();
        await keeping.Look();
        Assert.Null(keeping.Keeper.Waiting);
        var reader = JournalReader.Open(keeping.Journal);
        Assert.All(evidence, position => Assert.NotNull(reader.Payload(position)));
        Assert.Equal(due.Where(d => d.HeldBy.Count == 0).Sum(d => d.Count), keeping.Verify().Erased);
        Assert.Equal(told, Told(keeping));

        await keeping.Restart();
        Assert.Equal(told, Told(keeping));
        Assert.All(keeping.Keeper.Holds.All, h => Assert.True(h.IsInForce));
        await keeping.Look();
        Assert.Equal(held.Sum(d => d.Count), (await keeping.Keeper.WhatIsDue()).Sum(d => d.Count));

        // Who asks does not agree, though she may agree to others'.
        var request = await keeping.Keeper.AskRelease(Dpo, "INC-1", "procédure close au parquet");
        Assert.False(await keeping.Keeper.Release(Dpo, request));
        Assert.False(await keeping.Keeper.Release(Approver with { Roles = [Role.Administrator] }, request));
        Assert.False(await keeping.Keeper.Release(Approver, request + 1));
        await keeping.Look();
        Assert.Equal(held.Count, (await keeping.Keeper.WhatIsDue()).Count);
        await keeping.Restart();
        foreach (var hold in keeping.Keeper.Holds.All)
        {
            var asked = hold.Incident == "INC-1" ? request : await keeping.Keeper.AskRelease(Dpo, hold.Incident, "fausse alerte, classée");
            Assert.True(await keeping.Keeper.Release(Approver, asked));
            Assert.False(await keeping.Keeper.Release(Approver, asked));
        }

        await keeping.Look();
        Assert.Empty(await keeping.Keeper.WhatIsDue());
        Assert.Equal(trail.Count, keeping.Verify().Erased);
        await keeping.Restart();
        Assert.Empty(keeping.Station.Now.Dossier.Incidents);
        Assert.All(keeping.Keeper.Holds.All, h => Assert.Equal("Denis", h.ReleasedBy));
        keeping.Verify();
    }

    // Days of which nothing was held when they were looked for, and of which one is being deleted.
    [Fact]
    public async Task AHoldPlacedWhileADeletionRunsKeepsWhatDidNotGoYet()
    {
        var trail = StationTests.Trail.Value;
        await using var keeping = new KeepingStation(StationTests.Context(), Instant.ToDateTimeOffset(trail[0].At)) { Policy = RetentionPolicy.Shipped with { Automatic = true, HoldMargin = new Period(1, PeriodUnit.Day) } };
        await keeping.Restart();
        await Bring(keeping, trail);
        await keeping.Settled();
        var incident = keeping.Station.Now.Dossier.Incidents[0];
        keeping.Clock.LeapTo(Instant.ToDateTimeOffset(trail[^1].At).AddMonths(13));
        await keeping.Bring("fhir here", Samples.Fhir("p-1", keeping.At(0)));
        await keeping.Settled();
        var free = (await keeping.Keeper.WhatIsDue()).Where(d => d.HeldBy.Count == 0).ToList();
        Assert.True(free.Count > 2);

        var (asked, placing) = (0, Task.CompletedTask);
        keeping.Clock.Asked = () =>
        {
            if (keeping.Keeper.Ledger.Deletions.Count == 0 || Interlocked.Exchange(ref asked, 1) == 1) return;
            placing = keeping.Keeper.Place(Dpo, incident with { From = Instant.ToDateTimeOffset(trail[0].At), To = Instant.ToDateTimeOffset(trail[^1].At) }, "les comptes servaient depuis le début du mois");
        };
        await keeping.Look();
        keeping.Clock.Asked = null;
        Assert.Equal(1, asked);
        await placing;
        // It looks again by itself, and deletes what is still free.
        for (var i = 0; i < 600 && (keeping.Keeper.IsAtWork || (await keeping.Keeper.WhatIsDue()).Any(d => d.HeldBy.Count == 0)); i++) await Task.Delay(50, TestContext.Current.CancellationToken);
        var held = (await keeping.Keeper.WhatIsDue()).SelectMany(d => d.Runs).ToList();
        var saved = free.Skip(1).Where(d => d.Runs.Any(run => held.Any(h => h.First <= run.First && h.Last >= run.Last))).ToList();
        Assert.NotEmpty(saved);
        var reader = JournalReader.Open(keeping.Journal);
        Assert.All(saved.SelectMany(d => d.Runs), run => Assert.NotNull(reader.Payload(run.First)));
        Assert.Equal(free.Except(saved).Sum(d => d.Count), keeping.Verify().Erased);
    }

    private static async Task Bring(KeepingStation keeping, List<(long At, string Origin, ReadOnlyMemory<byte> Record)> trail)
    {
        foreach (var day in trail.GroupBy(r => r.At / Instant.Day))
        {
            keeping.Clock.LeapTo(Instant.ToDateTimeOffset(Math.Max((day.Key + 1) * Instant.Day - Instant.Hour, Instant.From(keeping.Clock.GetUtcNow()))));
            foreach (var some in day.GroupBy(r => r.Origin)) await keeping.Station.Intake.Take(new Delivery(some.Key, [.. some.Select(r => r.Record)]), TestContext.Current.CancellationToken);
        }
    }

    private static List<string> Told(KeepingStation keeping) =>
        [.. keeping.Station.Now.Dossier.Incidents.Select(i => $"{i.Id} {i.Persons} {i.From:O} {i.To:O} {i.Medical.Statement} {string.Join(' ', i.Accounts.Select(a => a.Id).Order(StringComparer.Ordinal))} {string.Join(' ', i.Categories.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}"))} {string.Join(' ', i.Sessions.Where(s => s.Verdict == SessionVerdict.Intruder).Select(s => $"{s.Session}:{s.PIntruder}"))}")];
}
