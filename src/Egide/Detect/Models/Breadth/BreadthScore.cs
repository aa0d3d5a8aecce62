namespace Egide.Detect.Models.Breadth;

/// <summary>What a habit says of an observation.</summary>
/// <param name="LogRatio">Log-likelihood ratio intruder : holder in nats.</param>
/// <param name="Tail">P(as much or more | holder).</param>
/// <param name="Expected">What was expected, in the observation's unit.</param>
public readonly record struct BreadthScore(double LogRatio, double Tail, double Expected);
