namespace Egide.Scope;

/// <summary>The counts of one incident.</summary>
/// <param name="Persons">Persons.</param>
/// <param name="Categories">By category code.</param>
/// <param name="Controllers">By controller.</param>
/// <param name="Both">By category, then controller.</param>
/// <param name="UnnamedSearches">Searches, certain or probable, whose results are not named.</param>
/// <param name="UnnamedPersons">The most persons they showed.</param>
/// <param name="Unbounded">Whether nothing bounds some of them, so that the whole register was taken.</param>
/// <param name="MedicalEvents">Certain or probable events that showed medical data of a named patient.</param>
/// <param name="PossibleMedicalEvents">The same with the possible ones.</param>
/// <param name="MedicalSearches">Searches with unnamed results that show medical data.</param>
/// <param name="RecordEvents">Certain or probable events and searches that showed more of it than who attends the person.</param>
public sealed record ExtentCounts(
    Bounds Persons, IReadOnlyDictionary<string, Bounds> Categories, IReadOnlyDictionary<string, Bounds> Controllers,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, Bounds>> Both, long UnnamedSearches, long UnnamedPersons, bool Unbounded,
    long MedicalEvents, long PossibleMedicalEvents, long MedicalSearches, long RecordEvents)
{
    /// <summary>Persons known one by one, at any attribution; the upper bound adds those of questions not answered exactly.</summary>
    public long Known { get; init; }

    /// <summary>Possible events that showed more medical data than who attends a named person.</summary>
    public long PossibleRecordEvents { get; init; }

    /// <summary>What replaying its searches gave.</summary>
    public ReplaySummary Replays { get; init; } = ReplaySummary.None;
}
