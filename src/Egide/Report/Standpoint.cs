using Egide.Detect;
using Egide.Scope;

namespace Egide.Report;

/// <summary>
/// What a flow knew at one moment: what is told of it does not depend on what comes meanwhile. Its extent is asked for between the
/// trail's <see cref="Trail.Begin"/> and <see cref="Trail.End"/> when more does.
/// </summary>
/// <param name="flow">The flow; one thread at a time concludes on it.</param>
/// <param name="quarantined">What the intake put in quarantine, by source.</param>
internal sealed class Standpoint(Flow flow, IReadOnlyList<SourceDossier> quarantined)
{
    /// <summary>What the detectors had seen.</summary>
    public Watched Watch { get; } = flow.Watch.Seen();

    /// <summary>The sources, with what was counted of each.</summary>
    public IReadOnlyList<SourceDossier> Sources { get; } = new SourceMaker(flow).Make(quarantined);

    /// <summary>Earliest and latest instants looked at, microseconds.</summary>
    public (long First, long Last) Span { get; } = flow.Span;

    /// <summary>Which dates can be.</summary>
    public Observe.TimeBounds Bounds { get; } = flow.Bounds;

    /// <summary>Exact duplicates, and records joined into another.</summary>
    public (long Duplicates, long Joined) Absorbed { get; } = (flow.Absorbed.Duplicates.Values.Sum(), flow.Absorbed.Joined);

    /// <summary>The flow itself, for what does not change, or is for whoever concludes alone.</summary>
    public Flow Flow => flow;
}
