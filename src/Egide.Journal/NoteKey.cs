using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Egide.Journal;

/// <summary>A C2SP signed-note key, Ed25519 (algorithm byte 0x01): name, key hash and public key, perhaps the private seed.</summary>
public sealed class NoteKey
{
    private const byte Ed25519 = 1;
    private readonly byte[] _public;
    private readonly byte[]? _seed;

    private NoteKey(string name, byte[] publicKey, byte[]? seed)
    {
        (Name, _public, _seed) = (name, publicKey, seed);
        byte[] hashed = [.. Encoding.UTF8.GetBytes(name), 0x0A, Ed25519, .. publicKey];
        Hash = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(hashed));
    }

    /// <summary>The name that signs.</summary>
    public string Name { get; }

    /// <summary>First four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key).</summary>
    public uint Hash { get; }

    /// <summary>The verifier key as text: <c>name+hash+base64(0x01 ‖ key)</c>.</summary>
    public string Verifier => $"{Name}+{Hash:x8}+{Convert.ToBase64String([Ed25519, .. _public])}";

    /// <summary>Reads a verifier key; null when it is malformed or its hash is not its own.</summary>
    public static NoteKey? Parse(string verifier)
    {
        var parts = verifier.Trim().Split('+', 3);
        if (parts.Length != 3 || !IsName(parts[0])) return null;
        var bytes = new byte[64];
        if (!Convert.TryFromBase64String(parts[2], bytes, out var length) || length != 33 || bytes[0] != Ed25519) return null;
        var key = new NoteKey(parts[0], bytes[1..33], null);
        return key.Hash.ToString("x8", System.Globalization.CultureInfo.InvariantCulture) == parts[1] ? key : null;
    }

    /// <summary>The signing key of a file, made there when the file is absent; readable by its owner only from then on.</summary>
    /// <exception cref="ArgumentException">The name is empty or has a space, a control character or a '+', which a signed note cannot carry.</exception>
    /// <exception cref="InvalidDataException">The file holds no key.</exception>
    public static NoteKey OpenOrCreate(string path, string name)
    {
        if (!IsName(name)) throw new ArgumentException($"'{name}' cannot name a log: a name has neither space nor '+', and is not empty.", nameof(name));
        if (!File.Exists(path))
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Disk.CreatePrivate(folder);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new FileStream(path, options);
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n"));
            file.Flush();
            Disk.Flush(file.SafeFileHandle, path);
            Disk.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }

        Disk.CloseOne(new FileInfo(path));
        var seed = new byte[64];
        if (!Convert.TryFromBase64String(File.ReadAllText(path).Trim(), seed, out var length) || length != 32)
            throw new InvalidDataException($"{path} holds no signing key (32 bytes in base64 are expected). Move it away to have a new one made.");
        seed = seed[..32];
        return new NoteKey(name, new Ed25519PrivateKeyParameters(seed).GeneratePublicKey().GetEncoded(), seed);
    }

    private static bool IsName(string name) => name.Length > 0 && !name.Any(c => c == '+' || char.IsWhiteSpace(c) || char.IsControl(c));

    internal byte[] Sign(ReadOnlySpan<byte> text)
    {
        var signer = new Ed25519Signer();
        signer.Init(true, new Ed25519PrivateKeyParameters(_seed));
        signer.BlockUpdate(text);
        return signer.GenerateSignature();
    }

    internal bool Verifies(ReadOnlySpan<byte> text, byte[] signature)
    {
        var signer = new Ed25519Signer();
        signer.Init(false, new Ed25519PublicKeyParameters(_public));
        signer.BlockUpdate(text);
        return signer.VerifySignature(signature);
    }
}
