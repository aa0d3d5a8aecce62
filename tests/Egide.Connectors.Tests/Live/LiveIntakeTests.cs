using System.Text;
using Egide.Connectors.Files;
using Egide.Connectors.Live;
using Egide.Connectors.Tests.Files;
using Egide.Journal;
using Egide.Observe;
using Egide.Observe.Data;

namespace Egide.Connectors.Tests.Live;

public sealed class LiveIntakeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FileJournal _journal;
    private readonly List<(long Position, string? Source)> _taken = [];
    private readonly List<QuarantinedRecord> _quarantined = [];

    public LiveIntakeTests() => _journal = FileJournal.Open(Path.Combine(_folder.Path, "journal"), "egide/test", Path.Combine(_folder.Path, "key"));

    public void Dispose()
    {
        _journal.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_answered_is_in_the_journal_and_handed_on()
    {
        await using var intake = Intake();
        var receipt = await intake.Take(new Delivery("web a", [Line("1"), "what is this"u8.ToArray()]), TestContext.Current.CancellationToken);
        Assert.Equal((1, 0), (receipt.Events, receipt.Repeated));
        Assert.Equal((receipt.Positions[0], "web a"), Assert.Single(_taken));
        Assert.Equal(receipt.Positions[1], Assert.Single(_quarantined).Position);
        await intake.DisposeAsync();
        _journal.Publish();
        var reader = JournalReader.Open(Path.Combine(_folder.Path, "journal"));
        Assert.Equal(Line("1").ToArray(), reader.Payload(receipt.Positions[0]));
        Assert.Equal("{\"number\":0,\"name\":\"web a\"}", Encoding.UTF8.GetString(reader.Payload(0)!));
    }

    [Fact]
    public async Task One_who_tries_again_is_given_the_first_positions()
    {
        await using var intake = Intake();
        var first = await intake.Take(new Delivery("feed", [Line("1"), Line("2")]) { Once = true }, TestContext.Current.CancellationToken);
        var again = await intake.Take(new Delivery("feed", [Line("2"), Line("3"), Line("1")]) { Once = true }, TestContext.Current.CancellationToken);
        Assert.Equal(2, again.Repeated);
        Assert.Equal((first.Positions[1], first.Positions[0]), (again.Positions[0], again.Positions[2]));
        Assert.Equal(3, _taken.Count);
    }

    [Fact]
    public async Task Whether_a_record_is_understood_is_told_of_one_that_comes_again_too()
    {
        ReadOnlyMemory<byte> strange = "what is this"u8.ToArray();
        await using var intake = Intake();
        var first = await intake.Take(new Delivery("feed", [strange, Line("1")]) { Once = true }, TestContext.Current.CancellationToken);
        Assert.Equal([false, true], first.Understood);
        var again = await intake.Take(new Delivery("feed", [Line("2"), Line("1"), strange, Line("2")]) { Once = true }, TestContext.Current.CancellationToken);
        Assert.Equal([true, true, false, true], again.Understood);
        Assert.Equal((1, 3), (again.Events, again.Repeated));
        Assert.Single(_quarantined);
    }

    [Fact]
    public async Task Equal_lines_that_are_two_events_are_taken_twice()
    {
        await using var intake = Intake();
        var receipt = await intake.Take(new Delivery("web", [Line("1"), Line("1")]), TestContext.Current.CancellationToken);
        Assert.Equal(receipt.Positions[0] + 1, receipt.Positions[1]);
        Assert.Equal(2, receipt.Events);
    }

    [Fact]
    public async Task Many_at_once_keep_their_own_positions()
    {
        await using var intake = Intake();
        var receipts = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => intake.Take(new Delivery($"web {i % 7}", [Line($"{i}")]), TestContext.Current.CancellationToken))));
        await intake.DisposeAsync();
        _journal.Publish();
        var reader = JournalReader.Open(Path.Combine(_folder.Path, "journal"));
        for (var i = 0; i < receipts.Length; i++) Assert.Equal(Line($"{i}").ToArray(), reader.Payload(receipts[i].Positions[0]));
        Assert.Equal(_taken.OrderBy(t => t.Position), _taken);
    }

    private LiveIntake Intake() => new(_journal, [], DataMap.Shipped(), TimeProvider.System, (a, _) => _taken.Add((a.Header.Position, a.String(AccessText.Source))), _quarantined.Add);

    private static ReadOnlyMemory<byte> Line(string id) =>
        Encoding.ASCII.GetBytes($"203.0.113.9 - - [24/Nov/2026:10:00:00 +0000] \"GET /fhir/Patient/{id} HTTP/1.1\" 200 512 \"-\" \"curl/8\"");
}
