namespace Egide.Connectors.Files;

/// <summary>What its reader must know of a record.</summary>
public enum RecordNote : byte
{
    /// <summary>Nothing: it is whole.</summary>
    None,

    /// <summary>Larger than the limit: only its first bytes are here.</summary>
    TooLarge,

    /// <summary>The file is not text: only its first bytes are here.</summary>
    Binary,
}
