using System.Diagnostics;
using System.Globalization;

namespace Egide.Cli.Bench;

/// <summary>Times the stages that an investigation names as it goes.</summary>
internal sealed class StageTimes : IProgressView
{
    private readonly List<(string Name, long At)> _stages = [];
    private long _end;

    public void Stage(string name) => _stages.Add((name, Stopwatch.GetTimestamp()));

    public void Progress(long done, long all)
    {
    }

    /// <summary>Ends the last stage.</summary>
    public void Stop() => _end = Stopwatch.GetTimestamp();

    /// <summary>Seconds that a stage took, by its place.</summary>
    public double Seconds(int stage) =>
        Stopwatch.GetElapsedTime(_stages[stage].At, stage + 1 < _stages.Count ? _stages[stage + 1].At : _end).TotalSeconds;

    public override string ToString() =>
        string.Join(", ", _stages.Select((s, i) => string.Create(CultureInfo.InvariantCulture, $"{s.Name} {Seconds(i):F1} s")));
}
