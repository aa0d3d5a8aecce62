using System.Runtime.CompilerServices;

namespace Egide.Detect.Models.Freeman;

/// <summary>A log-likelihood ratio for each <see cref="SignInLevel"/>, indexed by it.</summary>
[InlineArray(Length)]
public struct SignInEvidence
{
    internal const int Length = 10;
    private double _first;
}
