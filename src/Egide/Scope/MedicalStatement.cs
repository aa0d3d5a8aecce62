namespace Egide.Scope;

/// <summary>What can be said of medical data.</summary>
/// <param name="Statement"><c>none_proven</c>, <c>exposed</c> or <c>not_provable</c>.</param>
/// <param name="Events">Events that showed medical data (not counted: those attributed to the carer).</param>
/// <param name="Reasons">Why this and not more.</param>
/// <param name="Records">Whether more was shown than the name of who attends the person.</param>
public sealed record MedicalStatement(string Statement, long Events, IReadOnlyList<Text> Reasons, bool Records = true)
{
    /// <summary>Accesses to records that cannot be put down to the carer for certain, nor to the intruder.</summary>
    public long PossibleRecords { get; init; }
}
