namespace Egide.Journal;

/// <summary>Verifies a journal from its segments up. Frames are checked on all processors, and taken in order.</summary>
internal sealed class SegmentCheck(string directory, Checkpoint checkpoint, Action<long>? progress)
{
    private static readonly int Ahead = Environment.ProcessorCount + 2;
    // Records may be erased by whole runs that leave facts where they are: what is excused for one kind is not for another.
    private readonly RangeSet _recordsGone = new(), _othersGone = new(), _recordsExcused = new(), _othersExcused = new();
    private readonly MemoryStream _bundle = new();
    private TreeBuilder _tree = new(null);
    private Verification? _fault;
    private long _seen, _payloads;
    private int _inBundle;

    public Verification Run()
    {
        _tree = new TreeBuilder((level, number, hashes) => _fault ??= Tiles.CompareFile(directory, TilePath.Of(level, number, TilePath.Width), hashes.Span, "tile_changed", TilePath.First(level, number)));
        var pending = new Queue<(string File, long Offset, Task<FrameCheck> Work)>();
        foreach (var (file, offset, bytes) in Segments.Frames(directory))
        {
            pending.Enqueue((file, offset, Task.Run(() => FrameCheck.Run(bytes, offset, directory, checkpoint.Size))));
            while (pending.Count >= Ahead && _fault is null) Take(pending.Dequeue());
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
        var (record, other) = (_recordsExcused.FirstMissingOf(_recordsGone), _othersExcused.FirstMissingOf(_othersGone));
        if (record >= 0 || other >= 0) return Failed("payload_missing", Segments.Folder, record < 0 ? other : other < 0 ? record : Math.Min(record, other));
        return Tiles.Finish(directory, checkpoint, _tree, _payloads, _recordsGone.Count + _othersGone.Count, _seen - checkpoint.Size, ref _fault);
    }

    private void Take((string File, long Offset, Task<FrameCheck> Work) one)
    {
        var done = one.Work.GetAwaiter().GetResult();
        var where = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Path.GetRelativePath(directory, one.File)} @ {one.Offset}");
        if (done.Frame is not { } frame)
        {
            // A torn frame after all that was signed is an interrupted append, not a fault.
            if (_seen < checkpoint.Size) _fault = Failed(done.Fault!, where, _seen);
            return;
        }

        if (frame.First != _seen) _fault = Failed("order_broken", where, _seen);
        else if (done.Fault is not null) _fault = Failed(done.Fault, where, _seen + done.Index);
        else _fault = done.TileFault;
        if (_fault is not null) return;
        Note(done, (int)Math.Clamp(checkpoint.Size - _seen, 0, frame.Count));
        _seen += frame.Count;
        progress?.Invoke(_seen);
    }

    // Entry by entry: the checkpoint may end inside a frame, and what follows it is nobody's word.
    private void Note(FrameCheck done, int signed)
    {
        foreach (var (index, kind) in done.Erased) (kind == EntryKind.Record ? _recordsGone : _othersGone).Add(_seen + index, _seen + index);
        foreach (var (by, what) in done.Erasures)
            if (by < signed) Excuse(what);
        _payloads += signed - done.Erased.Count(erased => erased.Index < signed);
        var at = 0;
        for (; at < Math.Min(done.BeforeTiles, signed); at++) Add(done, at);
        foreach (var root in done.TileRoots)
        {
            _tree.AddTile(root);
            at += TilePath.Width;
        }

        for (; at < signed; at++) Add(done, at);
    }

    // It names earlier positions only.
    private void Excuse(Deletion deletion)
    {
        foreach (var run in deletion.Records) _recordsExcused.Add(run.First, Math.Min(run.Last, deletion.Position - 1));
        foreach (var run in deletion.Entries)
        {
            _recordsExcused.Add(run.First, Math.Min(run.Last, deletion.Position - 1));
            _othersExcused.Add(run.First, Math.Min(run.Last, deletion.Position - 1));
        }
    }

    private void Add(FrameCheck done, int index)
    {
        _bundle.Write(done.Frame!.Entries.Span[done.Offsets[index]..done.Offsets[index + 1]]);
        _tree.Add(done.Leaves.AsSpan(index * Merkle.Size, Merkle.Size));
        if (++_inBundle < TilePath.Width) return;
        _fault ??= CompareBundle(TilePath.Width);
        _bundle.SetLength(0);
        _inBundle = 0;
    }

    private Verification? CompareBundle(int width)
    {
        var number = (_tree.Size - 1) / TilePath.Width;
        return Tiles.CompareFile(directory, TilePath.Of(-1, number, width), _bundle.GetBuffer().AsSpan(0, (int)_bundle.Length), "entry_changed", number * TilePath.Width);
    }

    private Verification Failed(string code, string where, long position) =>
        Verification.Failed(code, where, position, _tree.Size, checkpoint.Origin, checkpoint.RootText);
}
