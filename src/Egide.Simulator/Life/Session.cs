namespace Egide.Simulator;

/// <summary>One authenticated period of an account from one place with one browser, by its owner or by someone else.</summary>
internal sealed class Session
{
    public required Account Account { get; init; }
    public required ulong Key { get; init; }
    public required string Address { get; init; }
    public required byte[] Agent { get; init; }
    public required Device Device { get; init; }
    public required long Start { get; init; }
    public long End { get; set; }

    /// <summary>The establishment where the work is done: the locum's, not always the home one.</summary>
    public required Establishment House { get; init; }

    /// <summary>Null for the account's owner; else the attack this session is part of.</summary>
    public string? Intrusion { get; init; }
    public Professional Owner => Account.Owner;
    public string Id => TextIds.Uuid(Key);
    public uint LogonId => (uint)(Key >> 36) | 0x100000;
}
