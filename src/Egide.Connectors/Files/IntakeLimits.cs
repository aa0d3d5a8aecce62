namespace Egide.Connectors.Files;

/// <summary>How far archives are followed and records held. Real logs compress about 30:1; bombs a thousandfold and more.</summary>
public sealed record IntakeLimits
{
    /// <summary>Archives inside archives.</summary>
    public int Nesting { get; init; } = 8;

    /// <summary>Bytes out of all layers of one file on disk, per byte of that file.</summary>
    public int Ratio { get; init; } = 1000;

    /// <summary>Bytes that may always come out of one file on disk, whatever its ratio.</summary>
    public long RatioFloor { get; init; } = 64L << 20;

    /// <summary>Bytes out of all layers of one file on disk, whatever its size.</summary>
    public long Expanded { get; init; } = 4L << 40;

    /// <summary>Entries of one file on disk, nested ones included.</summary>
    public int Entries { get; init; } = 1_000_000;

    /// <summary>Bytes of one record held in memory; beyond, only its first bytes are kept.</summary>
    public int Record { get; init; } = 64 << 20;

    /// <summary>Bytes a block of records usually holds.</summary>
    public int Block { get; init; } = 1 << 20;

    /// <summary>Bytes kept of a record that is too large.</summary>
    public int KeptOfTooLarge { get; init; } = 64 << 10;
}
