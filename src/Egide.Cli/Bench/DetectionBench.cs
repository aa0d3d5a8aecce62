namespace Egide.Cli.Bench;

internal sealed class DetectionBench(int seeds, int professionals, int days, double density, IReadOnlyList<string> attacks)
{
    public void Run(TextWriter to, CancellationToken cancel) => to.WriteLine($"{seeds} {professionals} {days} {density} {attacks.Count} {cancel.IsCancellationRequested}");
}
