using Egide.Connectors.Live;
using Egide.Observe;
using Egide.Simulator;

namespace Egide.Cli.Serving;

/// <summary>
/// A simulated region that lives at sixty times its speed: its first days come at once, as history; from the eve of an attack on, its
/// records come as they are made.
/// </summary>
internal sealed class Demonstration : ISource
{
    private const double Speed = 60;
    private const int Together = 500;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    // With this seed somebody comes in with a professional's account on the thirteenth day, early in the afternoon.
    private static readonly TimeSpan History = TimeSpan.FromDays(12) + TimeSpan.FromHours(12.75);
    private readonly string _folder;
    private readonly DateOnly _start;

    private Demonstration(string folder, DateOnly start) => (_folder, _start) = (folder, start);

    /// <inheritdoc/>
    public WayIn State { get; } = new("demonstration", "×60");

    /// <summary>Its context.</summary>
    public string Context => Path.Combine(_folder, "context");

    /// <summary>Its trails.</summary>
    public string Trails => Path.Combine(_folder, "trails");

    /// <summary>Makes the region, or takes the one that an earlier run made.</summary>
    public static Demonstration Make(string folder, CancellationToken cancel)
    {
        var options = RegionOptions.Sample with { Out = folder, CompressAll = false };
        if (!File.Exists(Path.Combine(folder, "README.md"))) Region.Write(options, null, cancel);
        return new Demonstration(folder, options.Start);
    }

    /// <inheritdoc/>
    public async Task Run(LiveIntake intake, CancellationToken cancel)
    {
        var records = Retold.Read([Trails], [], cancel);
        var live = Instant.From(new DateTimeOffset(_start, TimeOnly.MinValue, TimeSpan.Zero) + History);
        var next = 0;
        async Task Send(long until)
        {
            while (next < records.Count && records[next].At < until)
            {
                var (first, origin) = (next, records[next].Origin);
                while (next < records.Count && next - first < Together && records[next].At < until && records[next].Origin == origin) next++;
                await intake.Take(new Delivery(origin, [.. records.GetRange(first, next - first).Select(r => r.Record)]) { Once = true }, cancel);
                State.Count("records", next - first);
            }
        }

        await Send(live);
        using var timer = new PeriodicTimer(Step);
        var began = TimeProvider.System.GetTimestamp();
        while (next < records.Count && await timer.WaitForNextTickAsync(cancel))
            await Send(live + (long)(TimeProvider.System.GetElapsedTime(began).TotalMicroseconds * Speed));
    }
}
