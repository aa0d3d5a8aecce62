namespace Egide.Scope.Replay;

/// <summary>What keeps a replay from being exact.</summary>
public enum Doubt : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>No parser understands the query, or it asks no register of persons.</summary>
    NotUnderstood,

    /// <summary>There is no register, or it has no traits to search by.</summary>
    NoRegister,

    /// <summary>The register begins after the query.</summary>
    RegisterTooLate,

    /// <summary>A later page whose first page no record holds.</summary>
    PageAlone,

    /// <summary>The order of answers, the page size or a rule of the source is not known.</summary>
    RuleUnknown,

    /// <summary>The evidence (count, size) contradicts the replay: another rule, a missing version, or an altered log.</summary>
    Contradicted,
}
