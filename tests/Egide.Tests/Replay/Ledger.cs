using System.Globalization;
using System.Text;
using Egide.Observe.Context;

namespace Egide.Replay;

/// <summary>A version of a record: its record, minutes from when it held (and until when, if said), and what it said.</summary>
internal sealed record Entry(int Id, int From, int? To, string Family, string Given, DateOnly Birth, bool IsMale);

/// <summary>The register as a plain list, and a search of it by reading every line: what the replay must give, written the slow way.</summary>
internal sealed class Ledger(IReadOnlyList<Entry> entries)
{
    public static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The same versions in a context, in the order given.</summary>
    public RegionContext Context()
    {
        var context = new RegionContext();
        foreach (var entry in entries) context.Add(Version(entry));
        context.Seal();
        return context;
    }

    public static PatientVersion Version(Entry entry) => new()
    {
        Identifiers = [new PatientIdentifier(PatientIdentifier.Fhir, Name(entry.Id))],
        ValidFrom = Start.AddMinutes(entry.From),
        ValidTo = entry.To is { } to ? Start.AddMinutes(to) : null,
        Traits = new PatientTraits
        {
            Names = [new PersonName(entry.Family, [entry.Given])], BirthDate = entry.Birth.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Sex = entry.IsMale ? "male" : "female", Active = true,
        },
    };

    /// <summary>Ids of the records whose version of then fits, in the order of family name and id.</summary>
    public List<string> Search(double minute, Func<Entry, bool> fits) =>
    [
        .. entries.GroupBy(e => e.Id)
            .Select(record => record.Where(e => e.From <= minute).MaxBy(e => e.From))
            .Where(e => e is not null && !(e.To <= minute) && fits(e))
            .OrderBy(e => Bare(e!.Family), StringComparer.Ordinal).ThenBy(e => Name(e!.Id), StringComparer.Ordinal).Select(e => Name(e!.Id)),
    ];

    public static bool Begins(string text, string with) =>
        CultureInfo.InvariantCulture.CompareInfo.IsPrefix(text, with, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace);

    private static string Name(int id) => string.Create(CultureInfo.InvariantCulture, $"p{id:000}");

    private static string Bare(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)).ToUpperInvariant();
}
