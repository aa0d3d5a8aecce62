using System.Diagnostics.Metrics;

namespace Egide.Web.Live;

/// <summary>What a station measures of itself, as OpenTelemetry metrics of the meter <c>Egide</c>: best effort, never in the way of the journal.</summary>
internal sealed class Telemetry : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Meter = "Egide";

    private readonly Meter _meter = new(Meter);

    public Telemetry(Station station)
    {
        _meter.CreateObservableCounter("egide.events", () => Told(station, now => now.Dossier.Counts.Events), "{event}", "Records read as events and judged.");
        _meter.CreateObservableCounter("egide.quarantined", () => Told(station, now => now.Dossier.Counts.Quarantined), "{record}", "Records not understood.");
        _meter.CreateObservableGauge("egide.journal.size", () => Told(station, now => now.Dossier.Journal.Size), "{entry}", "Entries of the journal.");
        _meter.CreateObservableGauge("egide.incidents", () => Told(station, now => now.Dossier.Incidents.Count), "{incident}", "Incidents shown.");
        _meter.CreateObservableGauge("egide.troubles", () => Told(station, now => now.Troubles.Count), "{source}", "Sources that must be looked at.");
        _meter.CreateObservableGauge("egide.drawing_up", () => Told(station, now => now.Took.TotalSeconds), "s", "How long drawing up the last state but one kept judging waiting.");
        _meter.CreateObservableGauge("egide.refusing", () => station.Intake.Refusing is null ? 0 : 1, null, "1 while what comes is refused.");
        _meter.CreateObservableCounter("egide.ways_in", () => station.WaysIn.SelectMany(way => way.Counts.Select(count =>
            new Measurement<long>(count.Value, new("kind", way.Kind), new("where", way.Where), new("what", count.Key)))), null, "What each way in counted.");
    }

    // Nothing is told before the journal was read again.
    private static IEnumerable<Measurement<T>> Told<T>(Station station, Func<Snapshot, T> what) where T : struct => station.IsReady ? [new(what(station.Now))] : [];

    public void Dispose() => _meter.Dispose();
}
