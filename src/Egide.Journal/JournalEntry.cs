using System.Buffers.Binary;

namespace Egide.Journal;

/// <summary>
/// A leaf of the tree: version, kind, a plain header and the commitment to a payload that is kept beside the tree.
/// Bytes: 1, kind, header length (uint16 big-endian), header, SHA-256(salt ‖ payload).
/// </summary>
/// <param name="Kind">What it records.</param>
/// <param name="Header">Plain bytes, no personal data.</param>
/// <param name="Commitment">SHA-256 of the 16-byte salt followed by the payload.</param>
public sealed record JournalEntry(EntryKind Kind, byte[] Header, byte[] Commitment)
{
    internal const int SaltSize = 16;
    internal const int HashSize = 32;
    internal const byte Version = 1;
    internal const int Overhead = 4 + HashSize;

    internal static void Write(Span<byte> into, EntryKind kind, ReadOnlySpan<byte> header, ReadOnlySpan<byte> commitment)
    {
        into[0] = Version;
        into[1] = (byte)kind;
        BinaryPrimitives.WriteUInt16BigEndian(into[2..], (ushort)header.Length);
        header.CopyTo(into[4..]);
        commitment.CopyTo(into[(4 + header.Length)..]);
    }

    /// <summary>Reads an entry; null when the bytes are not one.</summary>
    public static JournalEntry? Parse(ReadOnlySpan<byte> entry)
    {
        return IsEntry(entry) ? new JournalEntry(KindOf(entry), entry[4..^HashSize].ToArray(), CommitmentOf(entry).ToArray()) : null;
    }

    internal static bool IsEntry(ReadOnlySpan<byte> entry) =>
        entry.Length >= Overhead && entry[0] == Version && entry[1] is > 0 and <= (byte)EntryKind.Erasure
        && entry.Length == Overhead + BinaryPrimitives.ReadUInt16BigEndian(entry[2..]);

    internal static EntryKind KindOf(ReadOnlySpan<byte> entry) => (EntryKind)entry[1];

    internal static ReadOnlySpan<byte> HeaderOf(ReadOnlySpan<byte> entry) => entry[4..^HashSize];

    internal static ReadOnlySpan<byte> CommitmentOf(ReadOnlySpan<byte> entry) => entry[^HashSize..];

    /// <summary>Whether a salt and payload are what the entry committed to.</summary>
    public bool Commits(ReadOnlySpan<byte> salted)
    {
        Span<byte> hash = stackalloc byte[HashSize];
        Sha256.Hash(salted, hash);
        return hash.SequenceEqual(Commitment);
    }
}
