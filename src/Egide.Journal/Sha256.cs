using System.Security.Cryptography;

namespace Egide.Journal;

/// <summary>SHA-256 of short texts: one context a thread, used again, since making one costs as much as hashing an entry.</summary>
internal static class Sha256
{
    [ThreadStatic]
    private static IncrementalHash? _hash;

    /// <summary>Hashes <paramref name="data"/> into the first 32 bytes of <paramref name="into"/>.</summary>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> into)
    {
        var hash = _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(data);
        hash.GetHashAndReset(into);
    }
}
