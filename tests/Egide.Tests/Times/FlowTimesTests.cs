using Egide.Observe;
using Egide.Observe.Context;

namespace Egide.Times;

/// <summary>What the flow does with clocks that are wrong.</summary>
public sealed class FlowTimesTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("egide-flow-").FullName;
    private long _position;

    [Fact]
    public void SinceCutsByTheCorrectedClock()
    {
        using var flow = Flow(new FlowOptions { Folder = _folder, Since = Noon });
        // Two sources agree; the third runs an hour fast, and says 12:30 of what happened at 11:30.
        for (var i = 0; i < 50; i++)
        {
            var at = Instant.From(Noon.AddHours(2)) + (i * Instant.Minute);
            flow.Observe(Access("a", at, "r" + i));
            flow.Observe(Access("b", at + Instant.Second / 10, "r" + i));
            flow.Observe(Access("fast", at + Instant.Hour, "r" + i));
        }

        flow.Observe(Access("fast", Instant.From(Noon.AddMinutes(30)), null));
        flow.Observe(Access("fast", Instant.From(Noon.AddMinutes(90)), null));
        flow.Pass(null, TestContext.Current.CancellationToken);
        Assert.Equal(-Instant.Hour, flow.Clocks["fast"].Correction, 1e6);
        Assert.Equal(Instant.From(Noon.AddMinutes(30)), flow.Span.First, 1e6);
    }

    [Fact]
    public void ADateThatCannotBeIsKeptAndStretchesNothing()
    {
        using var flow = Flow(new FlowOptions { Folder = _folder, Now = Noon.AddDays(1) });
        flow.Observe(Access("a", Instant.From(Noon), null));
        flow.Observe(Access("a", Instant.From(new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero)), null));
        flow.Observe(Access("a", Instant.From(new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero)), null));
        flow.Observe(Access("a", Instant.From(Noon.AddMinutes(1)), null));
        flow.Pass(null, TestContext.Current.CancellationToken);
        Assert.Equal((Instant.From(Noon), Instant.From(Noon.AddMinutes(1))), flow.Span);
        Assert.Equal((2L, 1L), flow.Sources["a"].OutOfTime);
        Assert.Equal((Instant.From(Noon), Instant.From(Noon.AddMinutes(1))), (flow.Sources["a"].First, flow.Sources["a"].Last));
        Assert.Equal(4, flow.Trail.Count);
        Assert.Single(flow.Watch.Sessions);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Flow Flow(FlowOptions options)
    {
        var context = new RegionContext();
        context.Seal();
        return new Flow(options, context);
    }

    private Access Access(string source, long at, string? request)
    {
        var access = new Access();
        access.Clear();
        access.Header.Position = _position;
        access.Header.Fingerprint = (ulong)++_position;
        access.Header.Time = at;
        access.Header.Kind = EventKind.Read;
        access.Header.Flags = AccessFlags.Success;
        access.Set(AccessText.Source, source);
        access.Set(AccessText.Request, request);
        access.Set(AccessText.UserId, "u");
        access.Set(AccessText.Address, "192.0.2.1");
        return access;
    }
}
