namespace Egide.Journal;

/// <summary>Verifies RFC 6962 / RFC 9162 proofs, and those of subtrees (Merkle tree certificates draft).</summary>
public static class MerkleProof
{
    /// <summary>Whether a leaf hash is at <paramref name="index"/> of the tree of that size and root.</summary>
    public static bool VerifyInclusion(long index, long size, ReadOnlySpan<byte> leaf, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root) =>
        VerifySubtreeInclusion(index, 0, size, leaf, proof, root);

    /// <summary>Whether a leaf hash is at <paramref name="index"/> of the subtree [start, end) with that root.</summary>
    public static bool VerifySubtreeInclusion(long index, long start, long end, ReadOnlySpan<byte> leaf, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root)
    {
        if (!IsSubtree(start, end) || index < start || index >= end || leaf.Length != Merkle.Size || root.Length != Merkle.Size) return false;
        var (node, last) = (index - start, end - start - 1);
        var hash = leaf.ToArray();
        foreach (var step in proof)
        {
            if (last == 0 || step.Length != Merkle.Size) return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = Merkle.Node(step, hash);
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                hash = Merkle.Node(hash, step);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && root.SequenceEqual(hash);
    }

    /// <summary>Whether the tree of the second size and root begins with that of the first. From size 0 nothing is proven: false.</summary>
    public static bool VerifyConsistency(long first, long second, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> firstRoot, ReadOnlySpan<byte> secondRoot) =>
        first > 0 && VerifySubtreeConsistency(0, first, second, proof, firstRoot, secondRoot);

    /// <summary>Whether the subtree [start, end) with that root is part of the tree of that size and root.</summary>
    public static bool VerifySubtreeConsistency(long start, long end, long size, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> subtree, ReadOnlySpan<byte> root)
    {
        // The empty subtree is part of every tree; a tree is part of itself.
        if (start == end) return start >= 0 && end <= size && proof.Count == 0 && subtree.SequenceEqual(Merkle.EmptyRoot());
        if (!IsSubtree(start, end) || end > size) return false;
        if (start == 0 && end == size) return proof.Count == 0 && subtree.SequenceEqual(root);
        if (subtree.Length != Merkle.Size || root.Length != Merkle.Size) return false;
        foreach (var step in proof)
            if (step.Length != Merkle.Size) return false;
        var (first, node, last) = (start, end - 1, size - 1);
        if (node == last)
        {
            while (first != node) (first, node, last) = (first >> 1, node >> 1, last >> 1);
        }
        else
        {
            while (first != node && (node & 1) == 1) (first, node, last) = (first >> 1, node >> 1, last >> 1);
        }

        var at = 0;
        byte[] inner, outer;
        if (first == node)
        {
            inner = outer = subtree.ToArray();
        }
        else
        {
            if (proof.Count == 0) return false;
            inner = outer = proof[at++];
        }

        for (; at < proof.Count; at++)
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                if (first < node) inner = Merkle.Node(proof[at], inner);
                outer = Merkle.Node(proof[at], outer);
                while ((node & 1) == 0) (first, node, last) = (first >> 1, node >> 1, last >> 1);
            }
            else
            {
                outer = Merkle.Node(outer, proof[at]);
            }

            (first, node, last) = (first >> 1, node >> 1, last >> 1);
        }

        return last == 0 && subtree.SequenceEqual(inner) && root.SequenceEqual(outer);
    }

    // [start, end) is a subtree when start is a multiple of the smallest power of two not below its length.
    private static bool IsSubtree(long start, long end) =>
        start >= 0 && end > start && (start & (long)(System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)(end - start)) - 1)) == 0;
}
