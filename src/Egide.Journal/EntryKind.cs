namespace Egide.Journal;

/// <summary>What an entry records.</summary>
public enum EntryKind : byte
{
    /// <summary>A record that came in, as it came.</summary>
    Record = 1,

    /// <summary>Something stated from records: a finding, an exposure.</summary>
    Fact = 2,

    /// <summary>That payloads were erased; which ones is read by <see cref="Deletion.Read"/>.</summary>
    Erasure = 3,
}
