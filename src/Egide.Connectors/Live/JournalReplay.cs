using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Egide.Connectors.Files;
using Egide.Connectors.Mapped;
using Egide.Journal;
using Egide.Observe;
using Egide.Observe.Data;

namespace Egide.Connectors.Live;

/// <summary>Reads a live journal from its beginning: the same accesses in the same order as when they came, and the facts between them.</summary>
public sealed class JournalReplay
{
    private const int Together = 512;
    private const int Remembered = 1 << 20;

    /// <summary>Kind of the fact that names one who brings records.</summary>
    internal static ReadOnlySpan<byte> Origin => "origin"u8;

    private readonly LiveIntake _intake;
    private readonly Origins _origins;
    private readonly IntakeWorker _worker;
    private readonly Action<Access, long> _take;
    private readonly Action<QuarantinedRecord> _quarantine;
    private readonly List<ReadOnlyMemory<byte>> _records = [];
    private readonly Dictionary<int, string> _names = [];
    private (int Origin, long Received) _group;
    private long _first;

    /// <param name="intake">Learns who brought records and which are there already.</param>
    /// <param name="mappings">As the intake's.</param>
    /// <param name="map">As the intake's.</param>
    /// <param name="clock">As the intake's.</param>
    /// <param name="take">Takes each access and when it was received, microseconds.</param>
    /// <param name="quarantine">Takes each record not understood.</param>
    public JournalReplay(LiveIntake intake, IReadOnlyList<Mapping> mappings, DataMap map, TimeProvider clock, Action<Access, long> take, Action<QuarantinedRecord> quarantine)
    {
        (_intake, _take, _quarantine) = (intake, take, quarantine);
        _origins = new Origins(clock);
        _worker = new IntakeWorker(mappings, map);
    }

    /// <summary>Reads all that is published.</summary>
    /// <param name="reader">The journal.</param>
    /// <param name="fact">Takes each fact in its place: its position, kind and payload.</param>
    /// <param name="progress">Told the entries read, now and then.</param>
    /// <param name="cancel">Stops it.</param>
    public void Read(JournalReader reader, Action<long, string, byte[]> fact, Action<long>? progress, CancellationToken cancel)
    {
        for (long position = 0; position < reader.Count; position++)
        {
            if (position % 4096 == 0)
            {
                cancel.ThrowIfCancellationRequested();
                progress?.Invoke(position);
            }

            var entry = reader.Entry(position);
            // What was erased under a right to erasure is no access any more.
            if (reader.Payload(position) is not { } payload) continue;
            if (entry.Kind == EntryKind.Record && entry.Header.Length is IntakeWorker.PlainHeader or IntakeWorker.KeyedHeader) Add(entry.Header, payload, position, position >= reader.Count - Remembered);
            else if (entry.Kind == EntryKind.Fact) State(position, Encoding.UTF8.GetString(entry.Header), payload, fact);
        }

        Flush();
        progress?.Invoke(reader.Count);
    }

    /// <summary>Tells an intake who brought records before, and no more: for one whose records nobody looks at here.</summary>
    public static void RestoreOrigins(JournalReader reader, LiveIntake intake)
    {
        for (long position = 0; position < reader.Count; position++)
        {
            var entry = reader.Entry(position);
            if (entry.Kind == EntryKind.Fact && entry.Header.AsSpan().SequenceEqual(Origin) && reader.Payload(position) is { } payload) Name(payload, intake.Restore);
        }
    }

    internal static void Name(byte[] payload, Action<int, string> take)
    {
        using var document = JsonDocument.Parse(payload);
        take(document.RootElement.GetProperty("number").GetInt32(), document.RootElement.GetProperty("name").GetString() ?? "?");
    }

    private void Add(byte[] header, byte[] payload, long position, bool recent)
    {
        var group = (BinaryPrimitives.ReadInt32LittleEndian(header), BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(4)));
        if (group != _group || _records.Count >= Together || _first + _records.Count != position) Flush();
        if (_records.Count == 0) (_group, _first) = (group, position);
        _records.Add(payload);
        if (recent) _intake.Restore(header.Length == IntakeWorker.KeyedHeader ? BinaryPrimitives.ReadUInt128LittleEndian(header.AsSpan(IntakeWorker.PlainHeader)) : null, payload, position);
    }

    private void State(long position, string kind, byte[] payload, Action<long, string, byte[]> fact)
    {
        Flush();
        if (kind != "origin")
        {
            fact(position, kind, payload);
            return;
        }

        Name(payload, (number, name) =>
        {
            _names[number] = name;
            _intake.Restore(number, name);
        });
    }

    private void Flush()
    {
        if (_records.Count == 0) return;
        var name = _names.GetValueOrDefault(_group.Origin, "?");
        _worker.Block.Fill(_origins.FileOf(name), _records, _group.Received);
        _worker.Decode(_group.Origin, name).Give(_first, access => _take(access, _group.Received), _quarantine);
        _records.Clear();
    }
}
