namespace Egide.Scope.Replay;

/// <summary>Whether a record answers a query: where a server's rule is not known, it may.</summary>
internal enum Match : byte
{
    /// <summary>It does not, under any rule.</summary>
    No,

    /// <summary>Under some rules.</summary>
    Maybe,

    /// <summary>Under all.</summary>
    Yes,
}
