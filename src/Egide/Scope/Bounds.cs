namespace Egide.Scope;

/// <summary>A count between bounds: what is proven, what is likely, what cannot be excluded.</summary>
/// <param name="Lower">Certain and named.</param>
/// <param name="Likely">Adds what is probable.</param>
/// <param name="Upper">Adds what is possible, and every bound of a search whose results the trail does not name.</param>
public readonly record struct Bounds(long Lower, long Likely, long Upper)
{
    /// <summary>Whether a number lies within.</summary>
    public bool Contains(long value) => value >= Lower && value <= Upper;
}
