using System.Buffers.Binary;
using System.Security.Cryptography;
using K4os.Compression.LZ4;

namespace Egide.Journal;

/// <summary>
/// Records on their way to a journal, hashed and compressed by the thread that adds them; reusable, for one thread at
/// a time.
/// </summary>
public sealed class JournalBatch
{
    private const int BlockRecords = 256;
    private const int BlockBytes = 4 << 20;
    private readonly byte[] _salts = new byte[BlockRecords * JournalEntry.SaltSize];
    private byte[] _entries = new byte[64 << 10];
    private byte[] _leaves = new byte[8 << 10];
    private byte[] _raw = new byte[256 << 10];
    private byte[] _blocks = new byte[256 << 10];
    private int _entriesUsed, _rawUsed, _blocksUsed, _inBlock;

    /// <summary>Records in it.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes that it takes in a segment, once sealed.</summary>
    internal long Bytes => (long)_entriesUsed + _blocksUsed;

    internal ReadOnlyMemory<byte> Entries => _entries.AsMemory(0, _entriesUsed);

    internal ReadOnlyMemory<byte> Leaves => _leaves.AsMemory(0, Count * Merkle.Size);

    internal ReadOnlyMemory<byte> Blocks => _blocks.AsMemory(0, _blocksUsed);

    /// <summary>Adds a record: <paramref name="header"/> enters the tree in clear, the payload as a salted hash.</summary>
    /// <exception cref="ArgumentException">The header is longer than 1,024 bytes.</exception>
    public void Add(EntryKind kind, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        if (header.Length > 1024) throw new ArgumentException("A header has at most 1,024 bytes.", nameof(header));
        if (_inBlock == 0) RandomNumberGenerator.Fill(_salts);
        var salt = _salts.AsSpan(_inBlock * JournalEntry.SaltSize, JournalEntry.SaltSize);
        Room(ref _raw, _rawUsed, 4 + JournalEntry.SaltSize + payload.Length);
        BinaryPrimitives.WriteInt32LittleEndian(_raw.AsSpan(_rawUsed), payload.Length);
        var salted = _raw.AsSpan(_rawUsed + 4, JournalEntry.SaltSize + payload.Length);
        salt.CopyTo(salted);
        payload.CopyTo(salted[JournalEntry.SaltSize..]);
        _rawUsed += 4 + salted.Length;

        var size = JournalEntry.Overhead + header.Length;
        Room(ref _entries, _entriesUsed, 2 + size);
        BinaryPrimitives.WriteUInt16BigEndian(_entries.AsSpan(_entriesUsed), (ushort)size);
        var entry = _entries.AsSpan(_entriesUsed + 2, size);
        Span<byte> commitment = stackalloc byte[Merkle.Size];
        Sha256.Hash(salted, commitment);
        JournalEntry.Write(entry, kind, header, commitment);
        _entriesUsed += 2 + size;
        Room(ref _leaves, Count * Merkle.Size, Merkle.Size);
        Merkle.Leaf(entry, _leaves.AsSpan(Count * Merkle.Size));
        Count++;
        if (++_inBlock == BlockRecords || _rawUsed > BlockBytes) Seal();
    }

    /// <summary>Compresses what is still open; adding may go on afterwards.</summary>
    public void Seal()
    {
        if (_inBlock == 0) return;
        var most = LZ4Codec.MaximumOutputSize(_rawUsed);
        Room(ref _blocks, _blocksUsed, Block.HeadSize + most);
        var length = LZ4Codec.Encode(_raw.AsSpan(0, _rawUsed), _blocks.AsSpan(_blocksUsed + Block.HeadSize, most));
        Block.Write(_blocks.AsSpan(_blocksUsed), _inBlock, _rawUsed, length);
        _blocksUsed += Block.HeadSize + length;
        _rawUsed = _inBlock = 0;
    }

    /// <summary>Empties it.</summary>
    public void Clear() => Count = _entriesUsed = _rawUsed = _blocksUsed = _inBlock = 0;

    private static void Room(ref byte[] buffer, int used, int more)
    {
        var needed = checked(used + more);
        if (buffer.Length < needed) Array.Resize(ref buffer, (int)Math.Min(Array.MaxLength, Math.Max(2L * buffer.Length, needed)));
    }
}
