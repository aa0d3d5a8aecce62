using System.Security.Cryptography;

namespace Egide.Journal;

/// <summary>RFC 6962 hashing: SHA-256 with 0x00 before a leaf and 0x01 before two children.</summary>
public static class Merkle
{
    internal const int Size = 32;

    /// <summary>Root of the empty tree: SHA-256 of nothing.</summary>
    public static byte[] EmptyRoot() => SHA256.HashData([]);

    /// <summary>Hash of a leaf.</summary>
    public static void Leaf(ReadOnlySpan<byte> entry, Span<byte> into)
    {
        if (entry.Length < 512)
        {
            Span<byte> buffer = stackalloc byte[entry.Length + 1];
            buffer[0] = 0;
            entry.CopyTo(buffer[1..]);
            Sha256.Hash(buffer, into);
            return;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0]);
        hash.AppendData(entry);
        hash.GetHashAndReset(into);
    }

    /// <summary>Hash of a leaf.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> entry)
    {
        var hash = new byte[Size];
        Leaf(entry, hash);
        return hash;
    }

    /// <summary>Hash of two children.</summary>
    public static void Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> into)
    {
        Span<byte> buffer = stackalloc byte[1 + 2 * Size];
        buffer[0] = 1;
        left.CopyTo(buffer[1..]);
        right.CopyTo(buffer[(1 + Size)..]);
        Sha256.Hash(buffer, into);
    }

    /// <summary>Hash of two children.</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var hash = new byte[Size];
        Node(left, right, hash);
        return hash;
    }

    /// <summary>Root of a perfect tree over 2^k hashes laid one after the other.</summary>
    internal static byte[] Perfect(ReadOnlySpan<byte> hashes)
    {
        var work = hashes.ToArray();
        if (work.Length == Size) return work;
        for (var count = work.Length / Size; count > 1; count /= 2)
            for (var i = 0; i < count / 2; i++)
                Node(work.AsSpan(2 * i * Size, Size), work.AsSpan((2 * i + 1) * Size, Size), work.AsSpan(i * Size, Size));

        return work.AsSpan(0, Size).ToArray();
    }

    /// <summary>Splits n hashes into perfect trees, the largest first, and adds their roots to a list.</summary>
    internal static void Decompose(ReadOnlySpan<byte> hashes, List<byte[]> roots)
    {
        while (!hashes.IsEmpty)
        {
            var count = hashes.Length / Size;
            var largest = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count + 1) / 2;
            roots.Add(Perfect(hashes[..(largest * Size)]));
            hashes = hashes[(largest * Size)..];
        }
    }

    /// <summary>Root of the tree whose perfect parts are given, the largest first.</summary>
    internal static byte[] Fold(List<byte[]> roots)
    {
        if (roots.Count == 0) return EmptyRoot();
        var root = roots[^1];
        for (var i = roots.Count - 2; i >= 0; i--) root = Node(roots[i], root);
        return root;
    }
}
