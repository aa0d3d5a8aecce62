using System.Globalization;

namespace Egide.Journal;

/// <summary>A signed tree head: C2SP tlog-checkpoint in a signed note.</summary>
/// <param name="Origin">The log.</param>
/// <param name="Size">Entries.</param>
/// <param name="Root">Root hash, 32 bytes.</param>
public sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    /// <summary>The root in base64.</summary>
    public string RootText => Convert.ToBase64String(Root);

    /// <summary>The whole note with its signatures.</summary>
    public string Note { get; init; } = "";

    /// <summary>Key it can be verified with; empty when it was read without one.</summary>
    public string VerifierKey { get; init; } = "";

    internal static Checkpoint Sign(string origin, long size, byte[] root, NoteKey key)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{origin}\n{size}\n{Convert.ToBase64String(root)}\n");
        return new Checkpoint(origin, size, root) { Note = SignedNote.Sign(text, key), VerifierKey = key.Verifier };
    }

    /// <summary>Reads a note; null when malformed. Nothing is verified.</summary>
    public static Checkpoint? Parse(string note)
    {
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || end + 2 == note.Length || !note.EndsWith('\n')) return null;
        var lines = note[..end].Split('\n');
        if (lines.Length < 3 || lines[0].Length == 0) return null;
        if (!long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size.ToString(CultureInfo.InvariantCulture) != lines[1]) return null;
        var root = new byte[64];
        if (!Convert.TryFromBase64String(lines[2], root, out var length) || length != Merkle.Size || Convert.ToBase64String(root.AsSpan(0, length)) != lines[2]) return null;
        return new Checkpoint(lines[0], size, root[..length]) { Note = note };
    }

    /// <summary>Whether one of its signatures is the key's, and verifies.</summary>
    public bool IsSignedBy(NoteKey key) => SignedNote.IsSignedBy(Note, key);
}
