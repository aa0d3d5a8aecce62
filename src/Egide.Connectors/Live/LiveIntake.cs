using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Egide.Connectors.Files;
using Egide.Connectors.Mapped;
using Egide.Journal;
using Egide.Observe;
using Egide.Observe.Data;

namespace Egide.Connectors.Live;

/// <summary>
/// Where live records come in. Whoever brings a delivery decodes and hashes it; one writer appends what waits, makes the group
/// durable with one flush, and only then answers and hands the accesses on, in the journal's order. A full queue makes senders wait.
/// </summary>
public sealed class LiveIntake : IAsyncDisposable
{
    /// <summary>How many of the last entries are looked at for records that are brought again.</summary>
    internal const int Remembered = 1 << 20;

    private const int Waiting = 256;
    private static readonly TimeSpan PublishEvery = TimeSpan.FromSeconds(2);
    private const string Resumed = "resumed";
    private readonly FileJournal _journal;
    private readonly TimeProvider _clock;
    private readonly Action<Access, long> _take;
    private readonly Action<QuarantinedRecord> _quarantine;
    private readonly Func<IntakeWorker> _make;
    private readonly ConcurrentBag<IntakeWorker> _idle = [];
    private readonly Channel<Parcel> _parcels = Channel.CreateBounded<Parcel>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly TakenOnce _once = new();
    private readonly Origins _origins;
    private readonly HashSet<int> _named = [];
    private readonly ITimer _publisher;
    private int _day;
    private string? _broken;
    private string? _refused;
    private readonly Task _writer;

    /// <summary>Starts the writer.</summary>
    /// <param name="journal">Receives every record; the intake is its only writer from here on, and does not dispose of it.</param>
    /// <param name="mappings">Mapping files for formats of one's own.</param>
    /// <param name="map">What accesses show.</param>
    /// <param name="clock">Tells when records came in.</param>
    /// <param name="take">Takes each access once it is durable, and when it was received (microseconds), on the writer's thread; the access is used again after the call.</param>
    /// <param name="quarantine">Takes each record not understood, on the writer's thread.</param>
    public LiveIntake(FileJournal journal, IReadOnlyList<Mapping> mappings, DataMap map, TimeProvider clock, Action<Access, long> take, Action<QuarantinedRecord> quarantine)
    {
        (_journal, _clock, _take, _quarantine) = (journal, clock, take, quarantine);
        _make = () => new IntakeWorker(mappings, map);
        _origins = new Origins(clock);
        _writer = Task.Run(Write);
        _publisher = clock.CreateTimer(_ => _parcels.Writer.TryWrite(Parcel.Publish), null, PublishEvery, PublishEvery);
    }

    /// <summary>Why what came last was refused; null while all is well. Whoever is refused sends again later.</summary>
    public string? Refusing => _broken ?? _refused;

    /// <summary>Whether what is refused is refused until the journal is opened anew: trying again does not help.</summary>
    public bool IsBroken => _broken is not null;

    /// <summary>Takes a delivery; done when it is durable.</summary>
    /// <exception cref="IOException">The disk refused: nothing of it may be taken for stored. Send it again later.</exception>
    public async Task<Receipt> Take(Delivery delivery, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (_broken is { } why) throw new IOException(why);
        var parcel = new Parcel(delivery.Records.Count);
        var (records, keys) = (delivery.Records, delivery.Keys);
        if (delivery.Once || keys is not null)
        {
            var fresh = parcel.Claim(_once, delivery);
            if (fresh.Count < records.Count)
            {
                (records, keys) = ([.. fresh.Select(i => delivery.Records[i])], keys is null ? null : [.. fresh.Select(i => keys[i])]);
                Recognise(parcel, delivery);
            }
        }

        if (records.Count > 0)
        {
            var worker = Worker();
            worker.Keys = keys;
            worker.Block.Fill(_origins.FileOf(delivery.Origin), records, Instant.From(_clock.GetUtcNow()));
            parcel.Load(worker.Decode(_origins.NumberOf(delivery.Origin), delivery.Origin), delivery.Origin);
            try
            {
                await _parcels.Writer.WriteAsync(parcel, cancel).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is OperationCanceledException or ChannelClosedException)
            {
                parcel.Fail(_once, fault);
                throw;
            }
        }

        return await parcel.Receipt().ConfigureAwait(false);
    }

    /// <summary>States facts in the journal; done when they are durable.</summary>
    /// <param name="facts">The facts; not touched before the answer.</param>
    /// <param name="then">What is done on the writer's thread once they are durable: after all accesses that stand before them, before all that follow.</param>
    /// <param name="cancel">Gives up waiting for room in the queue.</param>
    /// <returns>Position of the first.</returns>
    public async Task<long> State(JournalBatch facts, Action? then, CancellationToken cancel)
    {
        var parcel = new Parcel(0) { Facts = facts, Then = then };
        await _parcels.Writer.WriteAsync(parcel, cancel).ConfigureAwait(false);
        return await parcel.First.ConfigureAwait(false);
    }

    /// <summary>Publishes the journal; done when what was answered before is under a signed checkpoint.</summary>
    /// <param name="then">What is done then on the writer's thread: all accesses under the checkpoint were given, none that follows; null for nothing.</param>
    /// <param name="cancel">Gives up waiting for room in the queue.</param>
    /// <returns>Entries under the checkpoint.</returns>
    /// <exception cref="IOException">The disk refused.</exception>
    public async Task<long> Publish(Action? then, CancellationToken cancel)
    {
        var parcel = new Parcel(0) { Then = then };
        await _parcels.Writer.WriteAsync(parcel, cancel).ConfigureAwait(false);
        return await parcel.First.ConfigureAwait(false);
    }

    /// <summary>Takes from the journal who brought records before the start, and which of the last are there already, without looking into them; before anything is brought.</summary>
    public void Restore(LiveReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var first = Math.Max(0, reader.Count - Remembered);
        reader.LearnBefore(first);
        for (var position = first; position < reader.Count; position++)
            if (reader.Read(position, out _) is { IsRecord: true } record) Remember(record);
        foreach (var (number, origin) in reader.Names.All)
        {
            _origins.Restore(number, origin);
            _named.Add(number);
        }
    }

    /// <summary>Takes nothing more, writes what waits, publishes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _publisher.DisposeAsync().ConfigureAwait(false);
        _parcels.Writer.TryComplete();
        await _writer.ConfigureAwait(false);
    }

    private async Task Write()
    {
        var (group, asked) = (new List<Parcel>(), new List<Parcel>());
        var published = _journal.Count;
        while (await _parcels.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            group.Clear();
            asked.Clear();
            var publish = false;
            while (group.Count < Waiting && _parcels.Reader.TryRead(out var parcel))
            {
                if (parcel == Parcel.Publish) publish = true;
                else if (parcel.IsEmpty) asked.Add(parcel);
                else group.Add(parcel);
            }

            Settle(group);
            if (publish) TryAgain();
            if (!publish && asked.Count == 0) continue;
            var fault = _broken is { } why ? new IOException(why) : published == _journal.Count ? null : Try(() => _journal.Publish());
            if (fault is null) published = _journal.Count;
            foreach (var parcel in asked)
            {
                parcel.Position = published;
                if (fault is null) parcel.Done(_take, _quarantine);
                else parcel.Fail(_once, fault);
            }
        }
    }

    private IntakeWorker Worker() => _idle.TryTake(out var idle) ? idle : _make();

    // The journal keeps no verdict with a record, and after a restart none is in memory: equal bytes are read again, and read alike.
    private void Recognise(Parcel parcel, Delivery delivery)
    {
        var (worker, repeats) = (Worker(), parcel.Repeats());
        worker.Block.Fill(_origins.FileOf(delivery.Origin), [.. repeats.Select(i => delivery.Records[i])], Instant.From(_clock.GetUtcNow()));
        parcel.Recognise(repeats, worker.Recognised());
        _idle.Add(worker);
    }

    // By its sender's key if it had one.
    private void Remember(LiveEntry record)
    {
        _day = Math.Max(_day, DayOf(Instant.ToDateTimeOffset(record.Received)));
        _once.Claim(record.Key ?? TakenOnce.HashOf(record.Payload), TakenOnce.Beginning, record.Position);
    }

    private static int DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime).DayNumber;

    // What is kept for a time is deleted by whole segments: one holds a day at most, by the clock that says when records came in.
    private void BeginDay()
    {
        var day = DayOf(_clock.GetUtcNow());
        if (_day != 0 && day > _day) _journal.BeginSegment();
        _day = Math.Max(_day, day);
    }

    private void Settle(List<Parcel> group)
    {
        if (group.Count == 0) return;
        var appended = 0;
        var fault = _broken is { } why ? new IOException(why) : Try(() =>
        {
            for (; appended < group.Count; appended++) Append(group[appended]);
        });
        // What was appended before the disk refused is whole, and counts if it can be made durable.
        var unsafely = appended == 0 ? fault : Try(_journal.Flush);
        _refused = (fault ?? unsafely)?.Message;
        for (var i = 0; i < group.Count; i++)
        {
            var failure = i < appended ? unsafely : fault;
            if (failure is not null) group[i].Fail(_once, failure);
            else group[i].Done(_take, _quarantine);
            if (group[i].Worker is { } worker) _idle.Add(worker);
        }
    }

    // Those who listen let nobody in while the journal refuses: nobody would bring what shows that there is room again.
    private void TryAgain()
    {
        if (_refused is null || _broken is not null) return;
        var resumed = new JournalBatch();
        resumed.Add(EntryKind.Fact, Encoding.ASCII.GetBytes(Resumed), JsonSerializer.SerializeToUtf8Bytes(new { at = _clock.GetUtcNow() }));
        _refused = Try(() =>
        {
            _journal.Append(resumed);
            _journal.Flush();
        })?.Message;
    }

    private void Append(Parcel parcel)
    {
        BeginDay();
        if (parcel.Worker is { } worker)
        {
            var number = _origins.NumberOf(parcel.Origin);
            if (!_named.Contains(number))
            {
                var name = new JournalBatch();
                name.Add(EntryKind.Fact, Encoding.ASCII.GetBytes(OriginNames.Fact), OriginNames.Write(number, parcel.Origin));
                _journal.Append(name);
                _named.Add(number);
            }

            parcel.Position = _journal.Append(worker.Batch);
        }
        else
        {
            parcel.Position = _journal.Append(parcel.Facts!);
        }
    }

    private Exception? Try(Action step)
    {
        try
        {
            step();
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            if (_journal.IsInDoubt) _broken = fault.Message;
            return fault;
        }
    }
}
