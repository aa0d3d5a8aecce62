using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Egide.Journal;

/// <summary>
/// The C2SP tlog-proof form of evidence: one record, read by others' tools too. What this format leaves to the application, <c>extra</c>,
/// holds the entry as in a bundle (its length, uint16 big-endian, before it), the salt and the payload: what the leaf is made from.
/// </summary>
internal static class TlogProof
{
    public const string Extension = ".tlog-proof";
    private const string First = "c2sp.org/tlog-proof@v1";

    /// <summary>Whether a file's bytes are in this form.</summary>
    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith("c2sp.org/tlog-proof@v1\n"u8);

    /// <summary>Writes a record that has its payload.</summary>
    public static byte[] Write(string checkpoint, EvidenceRecord record)
    {
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)record.Entry.Length);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{First}\nextra {Convert.ToBase64String([.. length, .. record.Entry, .. record.Salt!, .. record.Payload!])}\nindex {record.Position}\n");
        foreach (var step in record.Proof) text.Append(CultureInfo.InvariantCulture, $"{Convert.ToBase64String(step)}\n");
        return Encoding.UTF8.GetBytes(text.Append(CultureInfo.InvariantCulture, $"\n{checkpoint}").ToString());
    }

    /// <summary>Reads a file's bytes; null when they are malformed. A proof without our <c>extra</c> has an empty entry.</summary>
    public static (string Checkpoint, EvidenceRecord Record)? Read(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0) return null;
        var lines = text[..end].Split('\n');
        var at = 1;
        byte[] extra = [];
        if (lines.Length > at && lines[at].StartsWith("extra ", StringComparison.Ordinal))
        {
            if (Decoded(lines[at++]["extra ".Length..]) is not { } decoded) return null;
            extra = decoded;
        }

        if (lines.Length <= at || !lines[at].StartsWith("index ", StringComparison.Ordinal)) return null;
        var number = lines[at++]["index ".Length..];
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var position) || position.ToString(CultureInfo.InvariantCulture) != number) return null;
        var proof = new List<byte[]>();
        for (; at < lines.Length; at++)
        {
            if (Decoded(lines[at]) is not { Length: Merkle.Size } step) return null;
            proof.Add(step);
        }

        return (text[(end + 2)..], Record(position, extra, proof));
    }

    private static EvidenceRecord Record(long position, byte[] extra, List<byte[]> proof)
    {
        var length = extra.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(extra);
        if (extra.Length < 2 + length || length == 0) return new EvidenceRecord(position, [], null, null, proof);
        var entry = extra[2..(2 + length)];
        var salted = extra[(2 + length)..];
        return salted.Length < JournalEntry.SaltSize
            ? new EvidenceRecord(position, entry, null, salted.Length == 0 ? null : salted, proof)
            : new EvidenceRecord(position, entry, salted[..JournalEntry.SaltSize], salted[JournalEntry.SaltSize..], proof);
    }

    // As it is written, and no other way to write the same bytes.
    private static byte[]? Decoded(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes.AsSpan(0, length)) == text ? bytes[..length] : null;
    }
}
