using System.Text;
using System.Text.RegularExpressions;
using Egide.Connectors.Live;
using Egide.Journal;
using Egide.Observe.Data;

namespace Egide.EndToEnd.Live;

/// <summary>A journal and its intake, in the test's process: what real senders send is looked up in it.</summary>
internal sealed partial class LiveJournal : IAsyncDisposable
{
    private readonly FileJournal _journal;
    private readonly string _folder;

    public LiveJournal(SmallDisk? disk = null)
    {
        _folder = disk?.Path ?? Folder["journal"];
        _journal = FileJournal.Open(_folder, "egide/test", Folder.Key);
        Intake = new LiveIntake(_journal, [], DataMap.Shipped(), TimeProvider.System, (_, _) => { }, _ => { });
    }

    public TemporaryFolder Folder { get; } = new();

    public LiveIntake Intake { get; }

    /// <summary>Starts a source; await what is given to stop it.</summary>
    public Func<Task> Start(ISource source)
    {
        var stop = new CancellationTokenSource();
        var running = Task.Run(() => source.Run(Intake, stop.Token));
        return async () =>
        {
            await stop.CancelAsync();
            await running.WaitAsync(TimeSpan.FromSeconds(20));
            stop.Dispose();
        };
    }

    public static async Task Until(ISource source, string what, long number)
    {
        for (var tries = 0; tries < 400 && source.State.Counts.GetValueOrDefault(what) < number; tries++) await Task.Delay(50);
        Assert.True(source.State.Counts.GetValueOrDefault(what) >= number, $"{what} never was {number}: {string.Join(", ", source.State.Counts)} {source.State.Fault}");
    }

    /// <summary>The numbers of the messages in it, as often as they are in it; ends the intake.</summary>
    public async Task<List<int>> Numbers() => [.. (await Records()).Select(record => int.Parse(Number().Match(record).Groups[1].Value)).Order()];

    /// <summary>The records in it; ends the intake.</summary>
    public async Task<List<string>> Records()
    {
        await Intake.DisposeAsync();
        _journal.Publish();
        var reader = JournalReader.Open(_folder);
        return [.. Enumerable.Range(0, (int)_journal.Count).Select(at => Encoding.UTF8.GetString(reader.Payload(at)!)).Where(text => !text.StartsWith("{\"number\":", StringComparison.Ordinal) && !text.StartsWith("{\"at\":", StringComparison.Ordinal))];
    }

    public async ValueTask DisposeAsync()
    {
        await Intake.DisposeAsync();
        _journal.Dispose();
        Folder.Dispose();
    }

    [GeneratedRegex("message ([0-9]+)$")]
    private static partial Regex Number();
}
