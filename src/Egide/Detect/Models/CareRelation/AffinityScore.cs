namespace Egide.Detect.Models.CareRelation;

/// <summary>How well an access is explained by the carer's habits.</summary>
/// <param name="Evidence">The families' logarithms before their weights.</param>
/// <param name="LogRatio">Log-likelihood ratio foreign : in the way of work, nats; positive is suspect; 0 knows nothing.</param>
/// <param name="Known">Other patients of the carer that the judgement rests on.</param>
public readonly record struct AffinityScore(AffinityEvidence Evidence, double LogRatio, int Known)
{
    /// <summary>P(in the way of work) when half of the accesses without a declared relation are.</summary>
    public double Explained => SpecialFunctions.Logistic(-LogRatio);

    /// <summary>The family that explains most: what a sentence should name.</summary>
    public CareFamily Strongest
    {
        get
        {
            var best = 0;
            for (var i = 1; i < AffinityEvidence.Length; i++)
            {
                if (Evidence[i] > Evidence[best]) best = i;
            }
            return (CareFamily)best;
        }
    }
}
