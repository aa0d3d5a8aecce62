namespace Egide.Detect;

/// <summary>When somebody last gave a sign of life, through whichever of her accounts.</summary>
internal sealed class LastSign
{
    /// <summary>Microseconds; 0 before the first.</summary>
    public long At { get; set; }
}
