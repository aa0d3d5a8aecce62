using System.Buffers.Binary;
using System.Text;

namespace Egide.Journal;

/// <summary>C2SP signed notes: a text, an empty line, and signature lines <c>— name base64(key hash, signature)</c>.</summary>
public static class SignedNote
{
    /// <summary>Signs a text, which must end in a line feed and hold no empty line's worth of signatures.</summary>
    /// <exception cref="ArgumentException">The text does not end in a line feed.</exception>
    public static string Sign(string text, NoteKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!text.EndsWith('\n')) throw new ArgumentException("A note's text ends in a line feed.", nameof(text));
        var signature = key.Sign(Encoding.UTF8.GetBytes(text));
        var signed = new byte[4 + signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(signed, key.Hash);
        signature.CopyTo(signed, 4);
        return $"{text}\n— {key.Name} {Convert.ToBase64String(signed)}\n";
    }

    /// <summary>The text of a note, with the line feed it ends in; null when it is none.</summary>
    public static string? TextOf(string note) => note.LastIndexOf("\n\n", StringComparison.Ordinal) is >= 0 and var end ? note[..(end + 1)] : null;

    /// <summary>Whether one of its signatures is the key's, and verifies; a malformed signature line spoils the whole.</summary>
    public static bool IsSignedBy(string note, NoteKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (TextOf(note) is not { } noted || !note.EndsWith('\n')) return false;
        var text = Encoding.UTF8.GetBytes(noted);
        var verified = false;
        foreach (var line in note[(noted.Length + 1)..^1].Split('\n'))
        {
            var parts = line.Split(' ');
            if (parts.Length != 3 || parts[0] != "—") return false;
            if (parts[1] != key.Name) continue;
            var bytes = new byte[parts[2].Length];
            if (!Convert.TryFromBase64String(parts[2], bytes, out var length) || length < 5 || Convert.ToBase64String(bytes.AsSpan(0, length)) != parts[2]) return false;
            if (BinaryPrimitives.ReadUInt32BigEndian(bytes) != key.Hash) continue; // another key of that name, perhaps a witness's kind
            if (length != 68 || !key.Verifies(text, bytes[4..68])) return false;
            verified = true;
        }

        return verified;
    }
}
