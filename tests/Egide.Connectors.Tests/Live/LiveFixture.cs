using System.Text;
using Egide.Connectors.Live;
using Egide.Connectors.Tests.Files;
using Egide.Journal;
using Egide.Observe.Data;

namespace Egide.Connectors.Tests.Live;

/// <summary>A journal, an intake, and sources that run until the test ends.</summary>
internal sealed class LiveFixture : IAsyncDisposable
{
    private readonly FileJournal _journal;
    private readonly List<(CancellationTokenSource Stop, Task Running)> _sources = [];

    public LiveFixture()
    {
        _journal = FileJournal.Open(Path.Combine(Folder.Path, "journal"), "egide/test", Path.Combine(Folder.Path, "key"));
        Intake = new LiveIntake(_journal, [], DataMap.Shipped(), TimeProvider.System, (_, _) => { }, _ => { });
    }

    public TemporaryFolder Folder { get; } = new();

    public LiveIntake Intake { get; }

    /// <summary>Starts a source; call what is given to stop it, as a service does.</summary>
    public Func<Task> Start(ISource source)
    {
        var stop = new CancellationTokenSource();
        var running = Task.Run(() => source.Run(Intake, stop.Token));
        _sources.Add((stop, running));
        return async () =>
        {
            await stop.CancelAsync();
            await running;
        };
    }

    /// <summary>Waits until the count is reached.</summary>
    public static async Task Until(ISource source, string what, long number, int seconds = 20)
    {
        for (var tries = 0; tries < seconds * 50 && Count(source, what) < number; tries++) await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.True(Count(source, what) >= number, $"{what} is {Count(source, what)}, not {number}: {string.Join(", ", source.State.Counts)} {source.State.Fault}");
    }

    public static long Count(ISource source, string what) => source.State.Counts.GetValueOrDefault(what);

    /// <summary>Every record in the journal, as text; ends the intake.</summary>
    public async Task<List<string>> Records()
    {
        await Stop();
        await Intake.DisposeAsync();
        _journal.Publish();
        var reader = JournalReader.Open(Path.Combine(Folder.Path, "journal"));
        return [.. Enumerable.Range(0, (int)_journal.Count).Select(at => Encoding.UTF8.GetString(reader.Payload(at)!)).Where(text => !text.StartsWith("{\"number\":", StringComparison.Ordinal))];
    }

    /// <summary>Names of those who sent.</summary>
    public List<string> Origins() =>
        [.. Enumerable.Range(0, (int)_journal.Count).Select(at => Encoding.UTF8.GetString(JournalReader.Open(Path.Combine(Folder.Path, "journal")).Payload(at)!))
            .Where(text => text.StartsWith("{\"number\":", StringComparison.Ordinal))];

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await Intake.DisposeAsync();
        _journal.Dispose();
        Folder.Dispose();
    }

    private async Task Stop()
    {
        foreach (var (stop, running) in _sources)
        {
            await stop.CancelAsync();
            await running.WaitAsync(TimeSpan.FromSeconds(20));
        }
    }
}
