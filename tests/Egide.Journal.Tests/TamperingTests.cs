using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using K4os.Compression.LZ4;

namespace Egide.Journal.Tests;

/// <summary>A thousand ways to lie, drawn at random: each is found.</summary>
public sealed class TamperingTests
{
    [Fact]
    public void A_thousand_tamperings_are_all_found()
    {
        using var made = TestJournal.Small();
        using var other = new TestJournal();
        var key = made.Key;
        var stranger = NoteKey.OpenOrCreate(other.KeyFile, TestJournal.Origin);
        Assert.Equal(600, made.Verify().Records);
        var copy = Path.Combine(made.Root, "copy");
        TestJournal.Copy(made.Folder, copy);
        var random = new Random(20261124);
        List<string> missed = [];
        var faults = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; round < 1000; round++)
        {
            var (file, what) = Tampered(copy, round % 13, random, stranger);
            var result = Verifier.VerifyJournal(copy, key);
            if (result.Fault is { } fault) faults.Add(fault);
            if (result.Whole || result.Fault is null) missed.Add(string.Create(CultureInfo.InvariantCulture, $"{round}: {what}"));
            File.Copy(Path.Combine(made.Folder, file), Path.Combine(copy, file), overwrite: true);
        }

        Assert.Empty(missed);
        Assert.Superset(new HashSet<string>(["signature_invalid", "segment_corrupt", "order_broken", "payload_mismatch", "tail_truncated", "entry_changed", "tile_missing", "tile_changed"]), faults);
        Assert.True(Verifier.VerifyJournal(copy, key).Whole);
    }

    [Fact]
    public void Tiles_and_bundles_within_a_large_frame_are_compared_too()
    {
        using var made = new TestJournal();
        using (var journal = made.Open())
            foreach (var count in new[] { 100, 3000, 1, 255, 256, 512, 7 }) journal.Append(TestJournal.Batch(journal.Count, count));
        Assert.Equal((true, 4131, 4131), (made.Verify().Whole, made.Verify().Records, made.Verify().Payloads));
        foreach (var (name, code, position) in new[] { ("tile/0/000", "tile_changed", 0), ("tile/0/005", "tile_changed", 1280), ("tile/entries/005", "entry_changed", 1280), ("tile/entries/015", "entry_changed", 3840), ("tile/1/000.p/16", "tile_changed", 0) })
        {
            var path = Path.Combine(made.Folder, name);
            var bytes = File.ReadAllBytes(path);
            bytes[^1] ^= 1;
            File.WriteAllBytes(path, bytes);
            Assert.Equal((code, name, position), (made.Verify().Fault, made.Verify().Where, made.Verify().Position));
            File.WriteAllBytes(path, bytes[..^1]);
            Assert.Equal(code, made.Verify().Fault);
            File.Delete(path);
            Assert.Equal(("tile_missing", name), (made.Verify().Fault, made.Verify().Where));
            bytes[^1] ^= 1;
            File.WriteAllBytes(path, bytes);
        }

        Assert.True(made.Verify().Whole);
    }

    private static (string File, string What) Tampered(string folder, int kind, Random random, NoteKey stranger)
    {
        var segment = Segments.Name(0);
        string file = kind switch
        {
            0 => "checkpoint",
            1 => segment,
            2 or 3 => Pick(folder, random, entries: kind == 3),
            10 => "checkpoint",
            11 => Pick(folder, random, entries: random.Next(2) == 0),
            _ => segment,
        };
        var path = Path.Combine(folder, file);
        var bytes = File.ReadAllBytes(path);
        var what = $"{kind} {file}";
        if (kind <= 3)
        {
            var bit = random.Next(bytes.Length * 8);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            what += $" bit {bit}";
        }
        else if (kind == 10)
        {
            var was = Checkpoint.Parse(Encoding.UTF8.GetString(bytes))!;
            var size = random.Next(2) == 0 ? was.Size : random.Next((int)was.Size);
            bytes = Encoding.UTF8.GetBytes(Checkpoint.Sign(was.Origin, size, was.Root, stranger).Note);
        }
        else if (kind == 11)
        {
            File.Delete(path);
            return (file, what + " removed");
        }
        else
        {
            bytes = Frames(bytes, kind, random);
        }

        File.WriteAllBytes(path, bytes);
        return (file, what);
    }

    private static string Pick(string folder, Random random, bool entries)
    {
        var files = Directory.GetFiles(Path.Combine(folder, "tile"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f))
            .Where(f => f.StartsWith("tile/entries", StringComparison.Ordinal) == entries).Order(StringComparer.Ordinal).ToArray();
        return files[random.Next(files.Length)];
    }

    private static byte[] Frames(byte[] segment, int kind, Random random)
    {
        List<byte[]> frames = [];
        for (var at = 0; at < segment.Length;)
        {
            var length = Frame.LengthOf(segment.AsSpan(at));
            frames.Add(segment[at..(at + length)]);
            at += length;
        }

        var index = random.Next(frames.Count);
        switch (kind)
        {
            case 4:
                frames.RemoveAt(index);
                break;
            case 5:
                frames.Insert(random.Next(index + 1, frames.Count), frames[index]);
                break;
            case 6:
                var second = (index + 1 + random.Next(frames.Count - 1)) % frames.Count;
                (frames[index], frames[second]) = (frames[second], frames[index]);
                break;
            case 7:
                return segment[..random.Next(segment.Length)];
            default:
                frames[index] = Rewritten(frames[index], kind, random);
                break;
        }

        return [.. frames.SelectMany(f => f)];
    }

    // As one does who knows the format: a record out of the frame (kind 8), its header changed (9) or its commitment (12),
    // with counts, blocks and checksum to match and the salts kept.
    private static byte[] Rewritten(byte[] bytes, int kind, Random random)
    {
        var frame = Frame.Parse(bytes, 0)!;
        var entries = Frame.Split(frame.Entries)!;
        var payloads = Block.Read(frame.Blocks)!;
        var index = random.Next(entries.Count);
        using var kept = new MemoryStream();
        using var raw = new MemoryStream();
        Span<byte> length = stackalloc byte[4];
        var count = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            if (i == index && kind == 8) continue;
            var entry = entries[i].ToArray();
            if (i == index) entry[kind == 9 ? 4 : ^1] ^= 1;
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)entry.Length);
            kept.Write(length[..2]);
            kept.Write(entry);
            BinaryPrimitives.WriteInt32LittleEndian(length, payloads[i]!.Value.Length - JournalEntry.SaltSize);
            raw.Write(length);
            raw.Write(payloads[i]!.Value.Span);
            count++;
        }

        var block = new byte[12 + LZ4Codec.MaximumOutputSize((int)raw.Length)];
        var compressed = LZ4Codec.Encode(raw.ToArray(), block.AsSpan(12));
        Block.Write(block, count, (int)raw.Length, compressed);
        var result = new byte[Frame.HeaderSize + kept.Length + 12 + compressed + Merkle.Size];
        Frame.Write(result, frame.First, count, kept.ToArray(), block.AsSpan(0, 12 + compressed));
        return result;
    }
}
