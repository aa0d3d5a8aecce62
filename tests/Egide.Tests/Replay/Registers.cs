using CsCheck;

namespace Egide.Replay;

/// <summary>Small random registers with histories, and questions that find some of them.</summary>
internal static class Registers
{
    public static readonly string[] Families = ["Lefèvre", "Lefebvre", "LEFEVRE", "Éluard", "Eluard-Martin", "Martin", "Martinez", "de La Tour", "D'Angelo", "Ba"];
    public static readonly string[] Givens = ["Éric", "Eric", "Zoé", "Jean", "Jean-Pierre"];
    public static readonly DateOnly Day = new(1961, 4, 28);

    private static readonly Gen<Entry> Entry = Gen.Select(Gen.Int[0, 11], Gen.Int[1, 500], Gen.Int[1, 900], Gen.Int[0, Families.Length - 1].Select(i => Families[i]), Gen.Int[0, Givens.Length - 1].Select(i => Givens[i]), Gen.Int[0, 6], Gen.Bool,
        (id, from, last, family, given, day, male) => new Entry(id, from, last > 500 ? null : from + last, family, given, Day.AddDays(day), male));

    /// <summary>Versions in any order; no two of a record begin together, and none outlasts the next one's beginning.</summary>
    public static Gen<Entry[]> Entries { get; } = Entry.Array[1, 40].Select(all =>
    {
        var distinct = all.DistinctBy(e => (e.Id, e.From)).ToArray();
        return distinct.Select(e => e with { To = e.To is { } to ? distinct.Where(o => o.Id == e.Id && o.From > e.From).Select(o => o.From).Append(to).Min() : null }).ToArray();
    });

    /// <summary>A question in FHIR, and the same as a sentence about a version.</summary>
    public static Gen<(string Query, Func<Entry, bool> Fits)> Question { get; } = Gen.Select(Gen.Int[0, 8], Gen.Int[0, Families.Length - 1].Select(i => Families[i]), Gen.Int[0, Givens.Length - 1].Select(i => Givens[i]), Gen.Int[1, 6], Gen.Int[0, 6], Gen.Bool,
        (kind, family, given, length, day, male) => One(kind, family[..Math.Min(length, family.Length)], given[..Math.Min(length, given.Length)], family, Day.AddDays(day), male));

    private static (string Query, Func<Entry, bool> Fits) One(int kind, string family, string given, string whole, DateOnly day, bool male)
    {
        var (f, g, d, s) = ("family=" + Uri.EscapeDataString(family.ToUpperInvariant()), "given=" + Uri.EscapeDataString(given.ToLowerInvariant()), $"{day:yyyy-MM-dd}", male ? "male" : "female");
        return kind switch
        {
            0 => (f, e => Ledger.Begins(e.Family, family)),
            1 => (f + "&" + g, e => Ledger.Begins(e.Family, family) && Ledger.Begins(e.Given, given)),
            2 => ("birthdate=" + d, e => e.Birth == day),
            3 => ("birthdate=ge" + d + "&gender=" + s, e => e.Birth >= day && e.IsMale == male),
            4 => ("birthdate=lt" + d + "," + "1961-05", e => e.Birth < day || e.Birth.Month == 5),
            5 => ("family:exact=" + Uri.EscapeDataString(whole), e => e.Family == whole),
            6 => ("name=" + Uri.EscapeDataString(given), e => Ledger.Begins(e.Family, given) || Ledger.Begins(e.Given, given)),
            7 => ("gender:not=" + s + "&birthdate=ne" + d, e => e.IsMale != male && e.Birth != day),
            _ => ("_id=p003,p004,p007&" + f, e => e.Id is 3 or 4 or 7 && Ledger.Begins(e.Family, family)),
        };
    }
}
