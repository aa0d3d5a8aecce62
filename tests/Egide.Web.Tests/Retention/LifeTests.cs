using Egide.Journal;

namespace Egide.Web.Tests.Retention;

/// <summary>The life of a record under the shipped periods, from its coming in to the end of the person's log.</summary>
public sealed class LifeTests
{
    [Fact]
    public async Task TheRecordGoesAfterAYearThePersonsLogAfterThreeAndEachIsProven()
    {
        await using var keeping = new KeepingStation();
        var first = await keeping.BringDay();
        await keeping.Settled();
        var before = await keeping.Saw("p-1");
        Assert.Equal(2, before.Count);

        keeping.Clock.LeapTo(KeepingStation.Beginning.AddMonths(6));
        await keeping.BringDay();
        await keeping.Look();
        Assert.Empty(keeping.Keeper.Ledger.Deletions);

        keeping.Clock.LeapTo(KeepingStation.Beginning.AddMonths(13));
        await keeping.BringDay();
        await keeping.Look();
        Assert.Null(keeping.Keeper.Waiting);
        var deletion = Assert.Single(keeping.Keeper.Ledger.Deletions);
        Assert.Equal(("trail", 3), (deletion.Rule, deletion.Count));
        Assert.NotNull(deletion.Done);
        var reader = JournalReader.Open(keeping.Journal);
        Assert.All(first, position => Assert.Null(reader.Payload(position)));
        Assert.Equal(3, keeping.Verify().Erased);
        Assert.Equal(before, (await keeping.Saw("p-1")).Take(2));
        Assert.Equal(6, (await keeping.Saw("p-1")).Count);
        Assert.Equal(6, await keeping.Station.On(flow => flow.Showed(0, long.MaxValue).Count));

        await keeping.Restart();
        Assert.Equal(before, (await keeping.Saw("p-1")).Take(2));
        Assert.Equal(6, (await keeping.Saw("p-1")).Count);
        Assert.Equal(deletion.To, keeping.Keeper.Ledger.WholeSince);
        await keeping.Look();
        Assert.Single(keeping.Keeper.Ledger.Deletions);

        keeping.Clock.LeapTo(KeepingStation.Beginning.AddMonths(37));
        await keeping.BringDay();
        await keeping.Look();
        Assert.Null(keeping.Keeper.Waiting);
        Assert.Equal(4, (await keeping.Saw("p-1")).Count - 2);
        Assert.DoesNotContain(await keeping.Saw("p-1"), line => before.Contains(line));
        Assert.Equal(["persons_log", "trail", "trail", "trail"], keeping.Keeper.Ledger.Deletions.Select(d => d.Rule).Order(StringComparer.Ordinal));
        keeping.Verify();
        await keeping.Restart();
        Assert.DoesNotContain(await keeping.Saw("p-1"), line => before.Contains(line));
        Assert.Equal(6, (await keeping.Saw("p-1")).Count);
        keeping.Verify();
    }
}
