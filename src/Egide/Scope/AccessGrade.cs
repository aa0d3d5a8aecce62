namespace Egide.Scope;

/// <summary>How a person is known to have been shown.</summary>
internal enum AccessGrade : byte
{
    /// <summary>The trail names the person.</summary>
    Named,

    /// <summary>A search run again shows the person for certain.</summary>
    Replayed,

    /// <summary>A search may have shown the person: of those it may have shown, only how many at most is known.</summary>
    Bounded,
}
