namespace Egide.Report.Html;

/// <summary>Where a page of the console leads to from what the report only names.</summary>
/// <param name="Position">From a journal position to its proof.</param>
/// <param name="Evidence">From an incident's count of persons, of a category's code or (null) of all, to what it rests on.</param>
internal sealed record PageLinks(Func<long, string> Position, Func<string, string?, string> Evidence);
