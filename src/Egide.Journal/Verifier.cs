using System.Text;

namespace Egide.Journal;

/// <summary>
/// Proves that a journal, an export of it or any C2SP tiled log is whole, offline, and names the first thing that is
/// wrong. Trust in the key comes from elsewhere: the one in the journal's folder only shows that nothing changed since it was put there.
/// </summary>
public static class Verifier
{
    /// <summary>Name of the file in a journal that holds its verifier key.</summary>
    public const string KeyFile = "verifier.vkey";

    /// <summary>Verifies a journal's folder: signature, segments, payloads, entry bundles, tiles, root.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="verifierKey">Verifier key text; the folder's own when null.</param>
    /// <param name="progress">Told the records done, now and then.</param>
    public static Verification VerifyJournal(string directory, string? verifierKey = null, Action<long>? progress = null) =>
        Verify(directory, verifierKey, "checkpoint", checkpoint => Segments.Files(directory).Length == 0 && checkpoint.Size > 0
            ? WithoutSegments(directory, checkpoint)
            : new SegmentCheck(directory, checkpoint, progress).Run());

    /// <summary>Verifies a tiled log from its entry bundles: any C2SP tlog-tiles log.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="verifierKey">Verifier key text.</param>
    /// <param name="checkpointFile">Name of the checkpoint in the folder.</param>
    public static Verification VerifyLog(string directory, string verifierKey, string checkpointFile = "checkpoint") =>
        Verify(directory, verifierKey, checkpointFile, checkpoint => Tiles.Verify(directory, checkpoint));

    // Another's log has none, and is whole; a journal that lost them lost its payloads.
    private static Verification WithoutSegments(string directory, Checkpoint checkpoint)
    {
        var result = Tiles.Verify(directory, checkpoint);
        if (!result.Whole) return result;
        var first = TilePath.Of(-1, 0, (int)Math.Min(TilePath.Width, checkpoint.Size));
        var entries = Frame.Split(File.ReadAllBytes(Path.Combine(directory, first)))!;
        return JournalEntry.Parse(entries[0].Span) is null ? result
            : Verification.Failed("payload_missing", Segments.Folder, 0, result.Records, result.Origin, result.Root);
    }

    private static Verification Verify(string directory, string? verifierKey, string checkpointFile, Func<Checkpoint, Verification> under)
    {
        var path = Path.Combine(directory, checkpointFile);
        if (!File.Exists(path)) return Verification.Failed("not_a_journal", path);
        var keyPath = Path.Combine(directory, KeyFile);
        var carried = File.Exists(keyPath) ? File.ReadAllText(keyPath) : null;
        if (NoteKey.Parse(verifierKey ?? carried ?? "") is not { } key) return Verification.Failed("key_missing", verifierKey is null ? keyPath : "key");
        var result = Read(File.ReadAllBytes(path)) is not { } checkpoint ? Verification.Failed("checkpoint_malformed", path)
            : checkpoint.IsSignedBy(key) ? under(checkpoint)
            : Verification.Failed("signature_invalid", path, -1, 0, checkpoint.Origin, checkpoint.RootText);
        return result.By(key, carried);
    }

    internal static Checkpoint? Read(byte[] note)
    {
        try
        {
            return Checkpoint.Parse(new UTF8Encoding(false, true).GetString(note));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
