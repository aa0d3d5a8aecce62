namespace Egide.Connectors.Files;

/// <summary>How bytes are packed, told from their first bytes.</summary>
internal enum Packing : byte
{
    None,
    Gzip,
    Zstandard,
    Xz,
    Zip,
    Tar,
}
