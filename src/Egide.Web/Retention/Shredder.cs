using System.Text.Json;
using Egide.Connectors.Live;
using Egide.Journal;
using Egide.Web.Live;
using Egide.Web.SignIn;

namespace Egide.Web.Retention;

/// <summary>
/// Carries deletions out. In this order: a fact says what goes and why; what outlasts the records and the entry that names them come in one
/// frame; a checkpoint is signed over it; the bytes go; a fact says so. Cut anywhere, nothing was done or <see cref="Finish"/> does the rest.
/// </summary>
internal sealed class Shredder(Station station, RetentionPolicy policy, Ledger ledger, DatedFacts log, DatedFacts doings, TimeProvider clock)
{
    // Positions asked of the trail at once.
    private const int Together = 100_000;
    private const int FactsTogether = 32;
    private static readonly TimeSpan Recent = TimeSpan.FromDays(30);
    private static readonly Person Itself = new("Égide", []) { Id = "egide" };
    private LiveReader? _reader;

    /// <summary>How often segments were written anew.</summary>
    public int Generation { get; private set; }

    /// <summary>Incidents as they were stated, by name.</summary>
    public Dictionary<string, string> Kept { get; } = new(StringComparer.Ordinal);

    /// <summary>The journal as it is published now.</summary>
    public LiveReader Reader()
    {
        _reader ??= new LiveReader(station.Journal);
        _reader.Advance();
        return _reader;
    }

    /// <summary>Takes the entry that names what is gone.</summary>
    public void Take(Deletion deletion)
    {
        ledger.Take(deletion);
        log.Remove(deletion.Entries);
        doings.Remove(deletion.Entries);
    }

    /// <summary>
    /// Once their past is gone, what is read again would be judged by less: what was said of an incident under hold is stated first. A
    /// recent one is judged anew each time, by a past that is still whole.
    /// </summary>
    public async Task Keep(Holds holds)
    {
        foreach (var hold in holds.All.Where(h => h.IsInForce && h.To < clock.GetUtcNow() - Recent))
        {
            if (await station.On(flow => flow.Told(hold.Incident)).ConfigureAwait(false) is not { } told) continue;
            var said = JsonSerializer.Serialize(told);
            if (Kept.GetValueOrDefault(hold.Incident) == said) continue;
            await station.State(Facts.Kept, told).ConfigureAwait(false);
            Kept[hold.Incident] = said;
            await Do(flow => flow.Keep(told)).ConfigureAwait(false);
        }
    }

    /// <summary>States a deletion and what outlasts it; nothing is gone yet.</summary>
    public async Task<Deletion> Order(Due due, Person by, long? request)
    {
        var (isTrail, purpose) = (due.Rule == Due.Trail, due.Rule switch { Due.Trail => policy.Trail, Due.PersonsLog => policy.PersonsLog, _ => policy.Doings });
        var begun = await station.Tell(Facts.Retention, by, new
        {
            step = Ledger.Begun, rule = due.Rule, period = purpose.Period.Said.En, period_fr = purpose.Period.Said.Fr, reason = purpose.Reason.En, reason_fr = purpose.Reason.Fr, segment = due.Segment,
            runs = due.Runs.Select(run => new[] { run.First, run.Last }), count = due.Count, received_from = due.From, received_to = due.To, request,
        }).ConfigureAwait(false);
        var batch = new JournalBatch();
        if (isTrail && due.To >= policy.PersonsLog.Period.Before(clock.GetUtcNow())) await Log(batch, begun, due).ConfigureAwait(false);
        var rows = batch.Count;
        Deletion.Add(batch, begun, isTrail ? due.Runs : [], isTrail ? [] : due.Runs);
        var first = await station.Intake.State(batch, null, CancellationToken.None).ConfigureAwait(false);
        var deletion = new Deletion(first + rows, begun, isTrail ? due.Runs : [], isTrail ? [] : due.Runs);
        Take(deletion);
        return deletion;
    }

    /// <summary>Carries an ordered deletion out, or the rest of one.</summary>
    public async Task Carry(Deletion deletion)
    {
        await station.Intake.Publish(null, CancellationToken.None).ConfigureAwait(false);
        await Logged(deletion).ConfigureAwait(false);
        var less = await Task.Run(() => deletion.Carry(station.Journal)).ConfigureAwait(false);
        Generation++;
        _reader?.Reread();
        await station.Still(flow =>
        {
            flow.Forget([.. deletion.Records.Select(run => (run.First, run.Last))]);
            foreach (var run in deletion.Entries) flow.Log.Remove(run.First, run.Last);
            return true;
        }).ConfigureAwait(false);
        await station.Tell(Facts.Retention, Itself, new { step = Ledger.Done, deletion = deletion.Fact, entry = deletion.Position, bytes = less }).ConfigureAwait(false);
    }

    /// <summary>Carries out what was ordered and cut short.</summary>
    public async Task Finish()
    {
        foreach (var cut in ledger.Deletions.Where(d => d is { Deletion: not null, Done: null }).ToList()) await Carry(cut.Deletion!).ConfigureAwait(false);
    }

    private async Task Log(JournalBatch batch, long begun, Due due)
    {
        foreach (var run in due.Runs)
            for (var first = run.First; first <= run.Last; first += Together)
            {
                var (from, to) = (first, Math.Min(run.Last, first + Together - 1));
                PersonLogFact.Add(batch, begun, due.From, due.To, await station.On(flow => flow.Showed(from, to)).ConfigureAwait(false));
            }
    }

    // Read back as a restart does: it stands right before the entry, and may have been read before.
    private async Task Logged(Deletion deletion)
    {
        var (reader, facts) = (Reader(), new List<(long At, PersonLogFact Fact)>());
        for (var position = deletion.Position - 1; position > deletion.Fact; position--)
        {
            if (reader.Read(position, out _) is not { Fact: Facts.PersonLog } entry || PersonLogFact.Read(entry.Payload) is not { } fact || fact.Deletion != deletion.Fact) break;
            facts.Add((position, fact));
        }

        log.Remove([.. facts.Select(one => new PositionRange(one.At, one.At))]);
        // Some at a time: states are drawn up between.
        foreach (var some in facts.Chunk(FactsTogether))
        {
            foreach (var (at, fact) in some) log.Add(at, fact.From, fact.To);
            await Do(flow =>
            {
                foreach (var (at, fact) in some)
                {
                    flow.Log.Remove(at, at);
                    flow.Log.Add(at, fact.Rows);
                }
            }).ConfigureAwait(false);
        }
    }

    private Task<bool> Do(Action<LiveFlow> what) => station.On(flow =>
    {
        what(flow);
        return true;
    });
}
