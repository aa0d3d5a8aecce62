using System.Text.Json;
using Egide.Connectors.SharedSignals;
using Egide.Connectors.Tests.Servers;

namespace Egide.Connectors.Tests.SharedSignals;

/// <summary>A transmitter in another language, polled over HTTPS.</summary>
public class PollSourceTests
{
    [Fact]
    public async Task StoredIsAcknowledgedBadIsTold()
    {
        await using var transmitter = await Transmitter.Start();
        await using var taken = new Taken();
        for (var i = 0; i < 150; i++) await transmitter.Queue($"j-{i}", await transmitter.Sign(Transmitter.Claims($"j-{i}")));
        await transmitter.Queue("bad", await transmitter.Sign(new(Transmitter.Claims("bad")) { ["iss"] = "someone" }));
        await transmitter.Queue("renamed", await transmitter.Sign(Transmitter.Claims("j-7")));
        using var source = Source(transmitter);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = source.Run(taken.Intake, stop.Token);
        await Taken.Until(async () => Waiting(await transmitter.State()) == 0, "everything settled");
        // A held question is answered as soon as there is something.
        await transmitter.Queue("late", await transmitter.Sign(Transmitter.Claims("late")));
        await Taken.Until(() => Task.FromResult(taken.Count == 151), "the late one taken");
        await stop.CancelAsync();
        await running;

        var state = await transmitter.State();
        Assert.Equal(151, state.GetProperty("acked").EnumerateArray().Select(a => a.GetString()).Distinct().Count());
        Assert.Equal("invalid_issuer", state.GetProperty("errors").GetProperty("bad").GetProperty("err").GetString());
        Assert.Equal("en", state.GetProperty("errors").GetProperty("bad").GetProperty("language").GetString());
        Assert.Equal("invalid_request", state.GetProperty("errors").GetProperty("renamed").GetProperty("err").GetString());
        Assert.Equal(151, source.State.Counts["records"]);
        Assert.Contains(state.GetProperty("polls").EnumerateArray(), p => !p.GetProperty("returnImmediately").GetBoolean());
        Assert.InRange(state.GetProperty("polls").GetArrayLength(), 4, 9);
    }

    [Fact]
    public async Task NothingIsLostOrTakenTwiceOverFaultsAndRestarts()
    {
        await using var transmitter = await Transmitter.Start();
        await using var taken = new Taken();
        for (var i = 0; i < 5; i++) await transmitter.Queue($"j-{i}", await transmitter.Sign(Transmitter.Claims($"j-{i}")));
        await transmitter.Server.Control(new { @do = "fail", answers = new object[] { new { status = 503 }, new { status = 200, body = "no json" }, new { status = 401 } } });
        using (var source = Source(transmitter))
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            var running = source.Run(taken.Intake, stop.Token);
            await Taken.Until(() => Task.FromResult(taken.Count == 5), "taken after three faults");
            // The acknowledgement is lost on its way, again and again; then the receiver stops.
            await transmitter.Server.Control(new { @do = "fail", answers = Enumerable.Repeat(new { status = 500 }, 2).ToArray() });
            await stop.CancelAsync();
            await running;
            Assert.Equal((1, 1, 1), (source.State.Counts["unauthorised"], source.State.Counts["unreachable"], source.State.Counts["refused"]));
        }

        await transmitter.Server.Control(new { @do = "fail", answers = Array.Empty<object>() });
        using (var source = Source(transmitter))
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            var running = source.Run(taken.Intake, stop.Token);
            await Taken.Until(async () => Waiting(await transmitter.State()) == 0, "acknowledged after the restart");
            await stop.CancelAsync();
            await running;
        }

        Assert.Equal(5, taken.Count);
    }

    [Fact]
    public async Task ATransmitterThatForgetsWhatItWasToldIsNotHammered()
    {
        await using var transmitter = await Transmitter.Start();
        await using var taken = new Taken();
        var good = await transmitter.Sign(Transmitter.Claims("good"));
        await transmitter.Server.Control(new { @do = "fail", answers = Enumerable.Repeat(new { status = 200, body = new { sets = new { good, bad = "no token" } } }, 1000).ToArray() });
        using var source = Source(transmitter);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = source.Run(taken.Intake, stop.Token);
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await running;
        Assert.InRange(source.State.Counts["polls"], 3, 13);
        Assert.Equal(1, taken.Count);
    }

    private static PollSource Source(Transmitter transmitter) =>
        new(transmitter.Stream, new Uri(transmitter.Server.Address, "poll"), "stream-token", transmitter.Server.Http, TimeProvider.System)
        {
            Pause = TimeSpan.FromMilliseconds(100), Patience = TimeSpan.FromMilliseconds(20),
        };

    private static int Waiting(JsonElement state) => state.GetProperty("waiting").GetArrayLength();
}
