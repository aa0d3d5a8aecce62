using System.Text;
using Egide.Connectors.Live;
using Egide.Connectors.Tests.Files;
using Egide.Connectors.WebLogs;
using Egide.Journal;
using Egide.Observe.Data;

namespace Egide.Connectors.Tests.Live;

/// <summary>A log followed through what rotations and restarts do to it: each line once, in order.</summary>
public sealed class LogTailTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FileJournal _journal;
    private readonly LiveIntake _intake;
    private CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private int _written;

    public LogTailTests()
    {
        _journal = FileJournal.Open(Path.Combine(_folder.Path, "journal"), "egide/test", Path.Combine(_folder.Path, "key"));
        _intake = new LiveIntake(_journal, [], DataMap.Shipped(), TimeProvider.System, (_, _) => { }, _ => { });
    }

    private string Log => Path.Combine(_folder.Path, "access.log");

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await _intake.DisposeAsync();
        _journal.Dispose();
        _folder.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task RenamedAndMadeAnew()
    {
        Start();
        await Write(3);
        File.Move(Log, Log + ".1");
        File.AppendAllText(Log + ".1", Line());
        File.AppendAllText(Log, Line());
        await Expect(5);
    }

    [Fact]
    public async Task CopiedAndTruncated()
    {
        Start();
        await Write(4);
        File.Copy(Log, Log + ".1");
        using (var file = new FileStream(Log, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) file.SetLength(0);
        await Task.Delay(700, TestContext.Current.CancellationToken);
        File.AppendAllText(Log, Line());
        await Expect(5);
    }

    [Fact]
    public async Task RestartedInTheMiddleAndRotatedMeanwhile()
    {
        Start();
        await Write(3);
        await Stop();
        File.AppendAllText(Log, Line());
        File.Move(Log, Log + ".1");
        File.AppendAllText(Log, Line());
        Start();
        await Expect(5);
    }

    [Fact]
    public async Task ALastLineWaitsForItsEnd()
    {
        Start();
        await Write(1);
        var line = Line();
        File.AppendAllText(Log, line[..20]);
        await Task.Delay(700, TestContext.Current.CancellationToken);
        File.AppendAllText(Log, line[20..]);
        await Expect(2);
    }

    [Fact]
    public async Task EqualLinesAreAsManyEvents()
    {
        Start();
        var line = Line();
        File.AppendAllText(Log, line + line + line);
        await Until(3);
        Assert.Equal(Enumerable.Repeat(line.TrimEnd('\n'), 3), Stored());
    }

    private void Start()
    {
        _stop = new CancellationTokenSource();
        var tail = new LogTail(Log, Path.Combine(_folder.Path, "place"), TimeProvider.System);
        _running = Task.Run(() => tail.Run(_intake, _stop.Token));
    }

    private async Task Stop()
    {
        await _stop.CancelAsync();
        await _running;
    }

    private async Task Write(int lines)
    {
        for (var i = 0; i < lines; i++) File.AppendAllText(Log, Line());
        await Until(_written);
    }

    private string Line() => $"203.0.113.9 - - [24/Nov/2026:10:00:00 +0000] \"GET /fhir/Patient/{++_written} HTTP/1.1\" 200 512 \"-\" \"curl/8\"\n";

    private async Task Expect(int lines)
    {
        await Until(lines);
        await Task.Delay(400, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, lines), Stored().Select(line => int.Parse(line.Split("Patient/")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)));
    }

    private async Task Until(int lines)
    {
        for (var i = 0; i < 200 && Stored().Count < lines; i++) await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    // What is published: every two seconds.
    private List<string> Stored()
    {
        if (!File.Exists(Path.Combine(_folder.Path, "journal", "checkpoint"))) return [];
        var reader = JournalReader.Open(Path.Combine(_folder.Path, "journal"));
        return [.. Enumerable.Range(0, (int)reader.Count).Where(p => reader.Entry(p).Kind == EntryKind.Record).Select(p => Encoding.UTF8.GetString(reader.Payload(p)!))];
    }
}
