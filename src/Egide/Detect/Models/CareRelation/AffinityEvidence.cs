using System.Runtime.CompilerServices;

namespace Egide.Detect.Models.CareRelation;

/// <summary>
/// For each <see cref="CareFamily"/>, indexed by it, the unweighted logarithm of P(genuine)/P(random patient): positive
/// explains the access, 0 says nothing.
/// </summary>
[InlineArray(Length)]
public struct AffinityEvidence
{
    internal const int Length = 6;
    private double _first;
}
