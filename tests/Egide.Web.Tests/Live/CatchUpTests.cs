using System.Globalization;
using System.Text;
using Egide.Connectors.Live;
using Egide.Journal;
using Egide.Observe.Data;
using Egide.Web.Live;

namespace Egide.Web.Tests.Live;

/// <summary>A journal is read again while senders go on: each record is seen once, in the journal's order.</summary>
public sealed class CatchUpTests : IDisposable
{
    private const int Records = 200;
    private static readonly DateTimeOffset Begin = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("egide-catch-up-").FullName;
    private readonly DataMap _map = DataMap.Shipped();
    private int _brought;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task EachRecordIsSeenOnceAndInOrderWhileSendersGoOn()
    {
        await Before(200);
        using var journal = Open();
        var (read, handed) = (new List<long>(), new List<long>());
        CatchUp catchUp = null!;
        await using var intake = new LiveIntake(journal, [], _map, TimeProvider.System, (access, _) => { if (catchUp.IsOver) handed.Add(access.Header.Position); }, _ => { });
        catchUp = new CatchUp(intake, new JournalReplay([], _map, TimeProvider.System, (access, _) => read.Add(access.Header.Position), _ => { }));
        var names = new OriginNames();
        intake.Restore(new LiveReader(_folder, names));
        using var more = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        // The reading waits in its middle until others have come; they go on coming while it ends, and after.
        var reading = Task.Run(() => catchUp.Run(new LiveReader(_folder, names), fact => more.Wait(), Assert.Fail, CancellationToken.None), TestContext.Current.CancellationToken);
        var senders = Enumerable.Range(0, 3).Select(sender => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) await Bring(intake, $"sender {sender}");
        }, TestContext.Current.CancellationToken)).ToList();
        await Until(() => journal.Count > 200 * Records + 2000);
        Assert.False(catchUp.IsOver);
        Assert.Empty(handed);
        more.Set();
        await reading;
        await Until(() => handed.Count > 2000);
        await stop.CancelAsync();
        await Task.WhenAll(senders);
        await intake.Publish(null, CancellationToken.None);

        var seen = read.Concat(handed).ToList();
        Assert.True(read.Count > 200 * Records + 2000);
        Assert.Equal(_brought, seen.Count);
        Assert.Equal(seen.Order().Distinct(), seen);
        Assert.Equal(catchUp.Read, handed[0]);
    }

    [Fact]
    public async Task WhatIsThereAlreadyIsKnownBeforeItIsReadAgain()
    {
        await Before(2);
        using var journal = Open();
        await using var intake = new LiveIntake(journal, [], _map, TimeProvider.System, (_, _) => { }, _ => { });
        intake.Restore(new LiveReader(_folder));
        var before = journal.Count;
        var receipt = await intake.Take(new Delivery("before", [Record(0)]) { Once = true }, TestContext.Current.CancellationToken);
        Assert.Equal((1, before), (receipt.Repeated, journal.Count));
    }

    [Fact]
    public async Task ADiskThatRefusesTheCheckpointIsAskedAgain()
    {
        await Before(2);
        using var journal = Open();
        var seen = 0;
        await using var intake = new LiveIntake(journal, [], _map, TimeProvider.System, (_, _) => { }, _ => { });
        var catchUp = new CatchUp(intake, new JournalReplay([], _map, TimeProvider.System, (_, _) => seen++, _ => { }));
        // The name that the checkpoint is written under before it takes its place is a folder.
        var blocked = Path.Combine(_folder, "checkpoint.new");
        Directory.CreateDirectory(blocked);
        await Bring(intake, "sender");
        var refusals = new List<string>();
        catchUp.Run(new LiveReader(_folder), _ => { }, why =>
        {
            refusals.Add(why);
            Directory.Delete(blocked);
        }, CancellationToken.None);
        Assert.Single(refusals);
        Assert.Equal(_brought, seen);
    }

    private FileJournal Open() => FileJournal.Open(_folder, "egide/test", _folder + ".key");

    private async Task Before(int deliveries)
    {
        using var journal = Open();
        await using var intake = new LiveIntake(journal, [], _map, TimeProvider.System, (_, _) => { }, _ => { });
        for (var i = 0; i < deliveries; i++)
        {
            await Bring(intake, "before");
            if (i == deliveries / 2) await intake.State(Facts.Of("anything", new { }), null, CancellationToken.None);
        }

        journal.Publish();
    }

    private async Task Bring(LiveIntake intake, string origin)
    {
        var first = Interlocked.Add(ref _brought, Records) - Records;
        await intake.Take(new Delivery(origin, [.. Enumerable.Range(first, Records).Select(Record)]), CancellationToken.None);
    }

    private static ReadOnlyMemory<byte> Record(int number) =>
        Encoding.UTF8.GetBytes(Samples.Fhir(string.Create(CultureInfo.InvariantCulture, $"p-{number}"), Begin.AddSeconds(number).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)));

    private static async Task Until(Func<bool> what)
    {
        for (var i = 0; i < 400 && !what(); i++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.True(what());
    }
}
