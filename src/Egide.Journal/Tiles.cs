using System.Buffers;

namespace Egide.Journal;

/// <summary>Compares a log's tiles and entry bundles with a tree built from its entries.</summary>
internal static class Tiles
{
    private const int Looks = 5;

    /// <summary>Verifies a log from its entry bundles.</summary>
    public static Verification Verify(string directory, Checkpoint checkpoint)
    {
        Verification? fault = null;
        void Compare(int level, long number, ReadOnlyMemory<byte> hashes)
        {
            if (fault is not null) return;
            var name = TilePath.Of(level, number, hashes.Length / Merkle.Size);
            fault = CompareFile(directory, name, hashes.Span, "tile_changed", TilePath.First(level, number));
        }

        var tree = new TreeBuilder(Compare);
        for (long number = 0; number * TilePath.Width < checkpoint.Size; number++)
        {
            var width = (int)Math.Min(TilePath.Width, checkpoint.Size - number * TilePath.Width);
            var name = TilePath.Of(-1, number, width);
            if (!File.Exists(Path.Combine(directory, name))) return Failed("tile_missing", name, number * TilePath.Width);
            var entries = Frame.Split(File.ReadAllBytes(Path.Combine(directory, name)));
            if (entries is null || entries.Count != width) return Failed("entry_changed", name, number * TilePath.Width);
            foreach (var entry in entries) tree.Add(Merkle.Leaf(entry.Span));
            if (fault is not null) return fault;
        }

        return Finish(directory, checkpoint, tree, 0, 0, 0, ref fault);

        Verification Failed(string code, string name, long position) => Verification.Failed(code, name, position, tree.Size, checkpoint.Origin, checkpoint.RootText);
    }

    /// <summary>Compares the open tiles and the root once all leaves are in.</summary>
    public static Verification Finish(string directory, Checkpoint checkpoint, TreeBuilder tree, long payloads, long erased, long unpublished, ref Verification? fault)
    {
        foreach (var (level, number, hashes) in tree.Partial())
            fault ??= CompareFile(directory, TilePath.Of(level, number, hashes.Length / Merkle.Size), hashes.Span, "tile_changed", TilePath.First(level, number));
        if (fault is not null) return fault with { Origin = checkpoint.Origin, Root = checkpoint.RootText, Records = tree.Size };
        if (!tree.Root().AsSpan().SequenceEqual(checkpoint.Root)) return Verification.Failed("root_mismatch", "checkpoint", -1, tree.Size, checkpoint.Origin, checkpoint.RootText);
        return new Verification(true, null, null, -1, tree.Size, payloads, erased, unpublished, checkpoint.Origin, checkpoint.RootText);
    }

    /// <summary>Compares a tile's file with what it should hold; null when it does. A partial one that went meanwhile is looked for in the wider one.</summary>
    public static Verification? CompareFile(string directory, string name, ReadOnlySpan<byte> expected, string code, long position)
    {
        var path = Path.Combine(directory, name);
        var same = Begins(path, expected, exactly: true);
        for (var look = 0; look < Looks && same is null && TilePath.Wider(directory, name) is { } wider; look++)
        {
            if (look > 0) Thread.Sleep(look * 10);
            same = Begins(wider, expected, exactly: false);
        }

        return same switch { true => null, false => Verification.Failed(code, name, position), null => Verification.Failed("tile_missing", name, position) };
    }

    // Null when there is no such file.
    private static bool? Begins(string path, ReadOnlySpan<byte> expected, bool exactly)
    {
        byte[]? buffer = null;
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (exactly && RandomAccess.GetLength(file) != expected.Length) return false;
            // One that was just made and is not filled yet.
            if (RandomAccess.GetLength(file) < expected.Length) return null;
            buffer = ArrayPool<byte>.Shared.Rent(expected.Length);
            var found = buffer.AsSpan(0, expected.Length);
            return RandomAccess.Read(file, found, 0) == found.Length && found.SequenceEqual(expected);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        finally
        {
            if (buffer is not null) ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
