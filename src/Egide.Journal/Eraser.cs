namespace Egide.Journal;

/// <summary>Writes each segment that a deletion concerns anew without what it names.</summary>
/// <param name="directory">The journal's folder.</param>
/// <param name="deletion">What goes.</param>
/// <param name="writing">Whether somebody may be writing the last segment.</param>
internal sealed class Eraser(string directory, Deletion deletion, bool writing)
{
    /// <summary>Does it; bytes that the segments take less.</summary>
    public long Run()
    {
        var files = Segments.Files(directory);
        var concerned = new List<string>();
        for (var i = 0; i < files.Length; i++)
        {
            if (Segments.FirstOf(files[i]) is not { } first) continue;
            var end = i + 1 < files.Length && Segments.FirstOf(files[i + 1]) is { } next ? next - 1 : long.MaxValue;
            var all = new PositionRange(first, end);
            if (!deletion.Records.Any(all.Meets) && !deletion.Entries.Any(all.Meets)) continue;
            if (writing && i == files.Length - 1) throw new InvalidOperationException($"{files[i]} is being written to: what is in it cannot be deleted yet.");
            concerned.Add(files[i]);
        }

        return concerned.Sum(Rewrite);
    }

    private long Rewrite(string path)
    {
        try
        {
            return Anew(path, path + ".new");
        }
        catch
        {
            // Where the disk is full, half a copy must not stay on it.
            File.Delete(path + ".new");
            throw;
        }
    }

    private long Anew(string path, string beside)
    {
        var changed = false;
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            foreach (var (offset, bytes) in Segments.FramesOf(path))
            {
                var frame = (bytes is null ? null : Frame.Parse(bytes, offset)) ?? throw new InvalidDataException($"{path} is damaged at byte {offset}.");
                var gone = Gone(frame);
                changed |= gone.Count > 0;
                file.Write(gone.Count == 0 ? bytes : Without(frame, gone));
            }

            file.Flush();
            if (changed) Disk.Flush(file.SafeFileHandle, path);
        }

        if (!changed)
        {
            File.Delete(beside);
            return 0;
        }

        var less = new FileInfo(path).Length - new FileInfo(beside).Length;
        File.Move(beside, path, overwrite: true);
        Disk.SyncFolder(Path.GetDirectoryName(path)!);
        return less;
    }

    // Those named that are still there.
    private HashSet<int> Gone(Frame frame)
    {
        var gone = new HashSet<int>();
        var all = new PositionRange(frame.First, frame.First + frame.Count - 1);
        if (!deletion.Records.Any(all.Meets) && !deletion.Entries.Any(all.Meets)) return gone;
        if (Frame.Split(frame.Entries) is not { } entries || Block.Read(frame.Blocks) is not { } payloads || payloads.Count != entries.Count)
            throw new InvalidDataException($"The frame of position {frame.First} is malformed.");
        for (var i = 0; i < entries.Count; i++)
            if (payloads[i] is not null && deletion.Names(frame.First + i, JournalEntry.KindOf(entries[i].Span))) gone.Add(i);
        return gone;
    }

    private static byte[] Without(Frame frame, HashSet<int> gone)
    {
        var blocks = Block.Without(frame.Blocks, gone);
        var bytes = new byte[Frame.HeaderSize + frame.Entries.Length + blocks.Length + Merkle.Size];
        Frame.Write(bytes, frame.First, frame.Count, frame.Entries.Span, blocks);
        return bytes;
    }
}
