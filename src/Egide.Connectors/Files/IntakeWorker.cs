using System.Buffers.Binary;
using System.IO.Hashing;
using Egide.Connectors.Mapped;
using Egide.Journal;
using Egide.Observe;
using Egide.Observe.Data;

namespace Egide.Connectors.Files;

/// <summary>Decodes, normalises and hashes one block of records; used by one thread at a time.</summary>
internal sealed class IntakeWorker
{
    /// <summary>Bytes of a record's header in the journal: number of who brought it, place or time of receipt, length.</summary>
    public const int PlainHeader = 16;

    /// <summary>The same, and the sender's key.</summary>
    public const int KeyedHeader = 32;

    private const int KeptOfQuarantined = 64 << 10;
    private readonly Recognition _recognition;
    private readonly Normaliser _normaliser;
    private readonly AuditEvent _audit = new();
    private readonly Access _access = new();
    private readonly List<(int Index, int Start, int Size)> _events = [];
    private readonly List<(int Index, string Code, string? Detail)> _quarantined = [];
    private byte[] _flat = new byte[1 << 20];
    private string _file = "";

    public IntakeWorker(IReadOnlyList<Mapping> mappings, DataMap map)
    {
        _recognition = Decoders.Of(mappings);
        _normaliser = new Normaliser(map);
    }

    public RecordBlock Block { get; } = new();

    public JournalBatch Batch { get; } = new();

    public long Bytes { get; private set; }

    /// <summary>Keys that the sender gave the block's records; null when it gave none.</summary>
    public IReadOnlyList<UInt128>? Keys { get; set; }

    public IntakeWorker Decode(int number, string file)
    {
        _events.Clear();
        _quarantined.Clear();
        Batch.Clear();
        Bytes = 0;
        _file = file;
        var used = 0;
        Span<byte> whole = stackalloc byte[KeyedHeader];
        var header = Keys is null ? whole[..PlainHeader] : whole;
        for (var i = 0; i < Block.Count; i++)
        {
            var record = Block.Record(i);
            Bytes += record.Length;
            BinaryPrimitives.WriteInt32LittleEndian(header, number);
            BinaryPrimitives.WriteInt64LittleEndian(header[4..], Block[i].Offset);
            BinaryPrimitives.WriteInt32LittleEndian(header[12..], record.Length);
            if (Keys is { } keys) BinaryPrimitives.WriteUInt128LittleEndian(header[PlainHeader..], keys[i]);
            Batch.Add(EntryKind.Record, header, record);
            var decoding = _recognition.Decode(Block, i, _audit);
            if (decoding.Kind != DecodingKind.Event)
            {
                _quarantined.Add((i, decoding.Code ?? UnreadCode.NotRecognised, decoding.Reason));
                continue;
            }

            _access.Clear();
            _normaliser.Normalise(_audit, file, XxHash3.HashToUInt64(record), _access);
            var size = _access.Size;
            if (_flat.Length < used + size) Array.Resize(ref _flat, Math.Max(_flat.Length * 2, used + size));
            _access.Write(_flat.AsSpan(used, size));
            _events.Add((i, used, size));
            used += size;
        }

        Batch.Seal();
        return this;
    }

    /// <summary>Tells which records of the block read as events, and keeps nothing of them.</summary>
    public IEnumerable<bool> Recognised() => Enumerable.Range(0, Block.Count).Select(i => _recognition.Decode(Block, i, _audit).Kind == DecodingKind.Event);

    /// <summary>Numbers of the records of the block that were decoded and not understood.</summary>
    public IEnumerable<int> Misread => _quarantined.Select(record => record.Index);

    /// <summary>Hands over what was decoded, positions set from the batch's first.</summary>
    public int Give(long first, Action<Access> take, Action<QuarantinedRecord> quarantine)
    {
        foreach (var (index, start, size) in _events)
        {
            _access.Read(_flat.AsSpan(start, size));
            _access.Header.Position = first + index;
            take(_access);
        }

        foreach (var (index, code, detail) in _quarantined)
        {
            var record = Block.Record(index);
            quarantine(new QuarantinedRecord(_file, Block[index].Offset, record.Length, code, detail, record[..Math.Min(record.Length, KeptOfQuarantined)].ToArray(), first + index));
        }

        return _events.Count;
    }
}
