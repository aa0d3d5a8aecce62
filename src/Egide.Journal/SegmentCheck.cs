using System.Buffers.Binary;

namespace Egide.Journal;

/// <summary>Verifies a journal from its segments up: frames, payloads, then bundles and tiles against them.</summary>
internal sealed class SegmentCheck(string directory, Checkpoint checkpoint, Action<long>? progress)
{
    private readonly HashSet<long> _erasedAt = [];
    private readonly HashSet<long> _erasable = [];
    private readonly MemoryStream _bundle = new();
    private TreeBuilder _tree = new(null);
    private Verification? _fault;
    private long _seen, _payloads;
    private int _inBundle;

    public Verification Run()
    {
        _tree = new TreeBuilder((level, number, hashes) => _fault ??= Tiles.CompareFile(directory, TilePath.Of(level, number, TilePath.Width), hashes.Span, "tile_changed", number * TilePath.Width));
        var pending = new Queue<(string File, long Offset, Task<Checked> Work)>();
        foreach (var (file, offset, bytes) in Segments.Frames(directory))
        {
            var copy = bytes;
            pending.Enqueue((file, offset, bytes is null ? Task.FromResult(new Checked("segment_corrupt")) : Task.Run(() => Check(copy!, offset))));
            while (pending.Count > 3 && _fault is null) Take(pending.Dequeue());
            if (_fault is not null) break;
        }

        while (pending.Count > 0)
        {
            var one = pending.Dequeue();
            if (_fault is null) Take(one);
            else one.Work.GetAwaiter().GetResult();
        }

        if (_fault is not null) return _fault with { Origin = checkpoint.Origin, Root = checkpoint.RootText };
        if (_seen < checkpoint.Size) return Failed("tail_truncated", Segments.Files(directory).LastOrDefault() ?? Segments.Folder, _seen);
        if (_inBundle > 0) _fault = CompareBundle(_inBundle);
        if (_fault is not null) return _fault with { Origin = checkpoint.Origin, Root = checkpoint.RootText };
        foreach (var position in _erasedAt)
            if (!_erasable.Contains(position)) return Failed("payload_missing", Segments.Folder, position);
        return Tiles.Finish(directory, checkpoint, _tree, _payloads, _erasedAt.Count, _seen - checkpoint.Size, ref _fault);
    }

    private void Take((string File, long Offset, Task<Checked> Work) one)
    {
        var done = one.Work.GetAwaiter().GetResult();
        var where = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Path.GetRelativePath(directory, one.File)} @ {one.Offset}");
        if (done.Fault is not null && done.Frame is null)
        {
            // A torn frame after all that was signed is an interrupted append, not a fault.
            if (_seen < checkpoint.Size) _fault = Failed(done.Fault, where, _seen);
            return;
        }

        if (done.Frame!.First != _seen) _fault = Failed("order_broken", where, _seen);
        else if (done.Fault is not null) _fault = Failed(done.Fault, where, done.Frame.First + done.Index);
        if (_fault is not null) return;
        // Entry by entry: the checkpoint may end inside a frame, and what follows it is nobody's word.
        foreach (var index in done.Erased) _erasedAt.Add(_seen + index);
        foreach (var (by, position) in done.Erasures)
            if (_seen + by < checkpoint.Size && position < _seen + by) _erasable.Add(position);
        var signed = Math.Clamp(checkpoint.Size - _seen, 0, done.Entries!.Count);
        _payloads += signed - done.Erased.Count(index => index < signed);
        for (var i = 0; i < done.Entries.Count && _fault is null; i++, _seen++)
        {
            if (_seen >= checkpoint.Size) continue;
            Bundle(done.Entries[i]);
            _tree.Add(done.Leaves.AsSpan(i * Merkle.Size, Merkle.Size));
        }

        progress?.Invoke(_seen);
    }

    private void Bundle(ReadOnlyMemory<byte> entry)
    {
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)entry.Length);
        _bundle.Write(length);
        _bundle.Write(entry.Span);
        if (++_inBundle < TilePath.Width) return;
        _fault ??= CompareBundle(TilePath.Width);
        _bundle.SetLength(0);
        _inBundle = 0;
    }

    private Verification? CompareBundle(int width)
    {
        var number = (_tree.Size - (width == TilePath.Width ? 0 : 1)) / TilePath.Width;
        return Tiles.CompareFile(directory, TilePath.Of(-1, number, width), _bundle.GetBuffer().AsSpan(0, (int)_bundle.Length), "entry_changed", number * TilePath.Width);
    }

    private Verification Failed(string code, string where, long position) =>
        Verification.Failed(code, where, position, _tree.Size, checkpoint.Origin, checkpoint.RootText);

    private static Checked Check(byte[] bytes, long offset)
    {
        if (Frame.Parse(bytes, offset) is not { } frame) return new Checked("segment_corrupt");
        var entries = Frame.Split(frame.Entries);
        var payloads = Block.Read(frame.Blocks);
        if (entries is null || payloads is null || entries.Count != frame.Count || payloads.Count != frame.Count) return new Checked("entry_malformed") { Frame = frame };
        var done = new Checked(null) { Frame = frame, Entries = entries, Leaves = new byte[frame.Count * Merkle.Size] };
        for (var i = 0; i < entries.Count; i++)
        {
            Merkle.Leaf(entries[i].Span, done.Leaves.AsSpan(i * Merkle.Size));
            if (JournalEntry.Parse(entries[i].Span) is not { } entry) return new Checked("entry_malformed") { Frame = frame, Index = i };
            if (payloads[i] is not { } salted)
            {
                done.Erased.Add(i);
                continue;
            }

            if (!entry.Commits(salted.Span)) return new Checked("payload_mismatch") { Frame = frame, Index = i };
            if (entry.Kind != EntryKind.Erasure) continue;
            for (var at = JournalEntry.SaltSize; at + 8 <= salted.Length; at += 8) done.Erasures.Add((i, BinaryPrimitives.ReadInt64LittleEndian(salted.Span[at..])));
        }

        return done;
    }

    private sealed record Checked(string? Fault)
    {
        public Frame? Frame { get; init; }

        public int Index { get; init; }

        public List<ReadOnlyMemory<byte>>? Entries { get; init; }

        public byte[] Leaves { get; init; } = [];

        public List<int> Erased { get; } = [];

        /// <summary>Which entry of the frame says so, and the position it says was erased.</summary>
        public List<(int By, long Position)> Erasures { get; } = [];
    }
}
