using System.Text;
using CsCheck;
using Egide.Observe;
using Egide.Observe.Context;

namespace Egide;

/// <summary>The flow fed live: records late and out of order, pauses, and a journal read again.</summary>
public sealed class LiveFlowTests : IDisposable
{
    private static readonly long Noon = Instant.From(new DateTimeOffset(2026, 3, 3, 12, 0, 0, TimeSpan.Zero));
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(5);
    private readonly string _folder = Directory.CreateTempSubdirectory("egide-live-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WhatComesLateWithinItsTimeIsSteppedInOrder()
    {
        using var flow = Flow("a");
        foreach (var second in new[] { 0, 3, 1, 2, 20 }) flow.Take(Access(second, second), Noon + 20 * Instant.Second);
        flow.Pause(Noon + Instant.Minute);
        Assert.Equal((Noon, Noon + 20 * Instant.Second), (flow.Watch.Sessions[0].Start, flow.Watch.Sessions[0].End));
        Assert.Equal(5, flow.Watch.Sessions[0].Accesses);
        Assert.False(flow.IsWaiting);
    }

    [Fact]
    public void AClockAheadHurriesNobodyAndAnImpossibleDateBelongsToNoSession()
    {
        using var flow = Flow("a");
        flow.Take(Access(1, 400 * 86400), Noon);
        Assert.True(flow.Reached <= Noon);
        flow.Take(Access(2, 1), Noon + Instant.Second);
        flow.Pause(Noon + Instant.Hour);
        Assert.Equal(1, Assert.Single(flow.Watch.Sessions).Accesses);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(2 * 3600)]
    [InlineData(23 * 3600)]
    public void AClockAheadKeepsNobodyWaitingNorEndsTheSessionsOfOthers(int ahead)
    {
        using var flow = Flow("a");
        flow.Take(Access(1, 0), Noon);
        flow.Take(Access(2, ahead, account: 2), Noon);
        for (var i = 1; i <= 60; i++) flow.Take(Access(i + 2, i), Noon + i * Instant.Second);
        Assert.True(flow.Watch.Sessions.Where(s => s.Account == 0).Sum(s => s.Accesses) >= 40);
        flow.Pause(flow.Until(Noon + Instant.Minute));
        Assert.False(flow.IsWaiting);
        Assert.Equal(61, Assert.Single(flow.Watch.Sessions, s => s.Account == 0).Accesses);
        Assert.Equal((Noon, Noon), Assert.Single(flow.Watch.Sessions, s => s.Account == 1) is var early ? (early.Start, early.End) : default);
    }

    [Fact]
    public void AClockSetBackKeepsNobodyWaiting()
    {
        using var flow = Flow("a");
        flow.Take(Access(1, 0), Noon);
        flow.Pause(flow.Until(Noon - Instant.Hour));
        Assert.False(flow.IsWaiting);
        Assert.Single(flow.Watch.Sessions);
    }

    [Fact]
    public void ASourceThatCatchesUpKeepsNobodyWaiting()
    {
        using var flow = Flow("a");
        flow.Take(Access(1, 0), Noon);
        for (var i = 0; i <= 120; i++) flow.Take(Access(i + 2, -86_400 + i, account: 2), Noon + i * Instant.Second / 10);
        Assert.Equal(1, flow.Watch.Sessions.Where(s => s.Start == Noon).Sum(s => s.Accesses));
    }

    [Fact]
    public void ALateOneIsWaitedForAsLongAsStatedWhateverElseComes()
    {
        using var flow = Flow("a");
        flow.Take(Access(1, 4), Noon + 4 * Instant.Second);
        for (var i = 0; i < 40; i++) flow.Take(Access(i + 2, -86_400 + i, account: 2), Noon + (4 * Instant.Second) + (i * Instant.Second / 10));
        flow.Take(Access(90, 0), Noon + 9 * Instant.Second);
        flow.Pause(Noon + Instant.Minute);
        var session = Assert.Single(flow.Watch.Sessions, s => s.Start >= Noon);
        Assert.Equal((Noon, 2), (session.Start, session.Accesses));
    }

    [Fact]
    public void AJournalReadAgainGivesTheSameSessions() =>
        Gen.Select(Gen.Int[0, 90], Gen.Int[0, 400], Gen.Int[0, 6]).Array[1, 120].Sample(records =>
        {
            var journal = new List<(Access? Access, long At)>();
            var received = Noon;
            foreach (var (after, late, what) in records)
            {
                received += after * Instant.Second;
                journal.Add(what == 0 ? (null, received) : (Access(journal.Count, (int)((received - Noon) / Instant.Second) - late / 40, account: what), received));
            }

            Assert.Equal(Sessions(journal), Sessions(journal));
        }, iter: 60);

    private List<string> Sessions(List<(Access? Access, long At)> journal)
    {
        using var flow = Flow(Guid.NewGuid().ToString("N"));
        foreach (var (access, at) in journal)
        {
            if (access is null) flow.Pause(at);
            else flow.Take(access, at);
        }

        flow.Pause(Noon + Instant.Day);
        return [.. flow.Watch.Sessions.Select(s => $"{s.Account} {s.Start} {s.End} {s.Accesses} {s.Searches}")];
    }

    private LiveFlow Flow(string name)
    {
        var context = new RegionContext();
        context.Seal();
        return new LiveFlow(new FlowOptions { Folder = Path.Combine(_folder, name) }, context, Lateness);
    }

    private static Access Access(int number, int second, int account = 1)
    {
        var access = new Access();
        access.Header.Time = Noon + second * Instant.Second;
        access.Header.Kind = EventKind.Read;
        access.Header.Position = number;
        access.Header.Fingerprint = (ulong)number * 7919 + 1;
        access.Set(AccessText.Source, "a");
        access.Set(AccessText.Login, Encoding.ASCII.GetBytes($"u{account}"));
        return access;
    }
}
