namespace Egide.Detect;

/// <summary>Persons whom the accesses of one session showed, each once; fictive ones are left out.</summary>
/// <param name="Known">Named by the trail, or given by a search that was run again.</param>
/// <param name="Replayed">Of them, those only a search that was run again gives.</param>
/// <param name="Hanging">Of them, those whom no session held certain shows: they count or not with this one.</param>
/// <param name="Exact">Whether nobody else can have been shown.</param>
public readonly record struct SessionShown(long Known, long Replayed, long Hanging, bool Exact);
