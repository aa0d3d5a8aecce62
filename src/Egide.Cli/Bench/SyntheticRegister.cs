using System.Globalization;
using Egide.Observe.Context;

namespace Egide.Cli.Bench;

/// <summary>A register of made-up persons, each drawn by number: nothing is kept, and the same person comes out again.</summary>
internal sealed class SyntheticRegister(int persons)
{
    private const int Establishments = 40;
    private const int OldestDays = 95 * 365;

    /// <summary>When every record begins; questions are asked in the autumn of the last year.</summary>
    private static readonly DateTimeOffset Begins = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly DateOnly Youngest = new(2025, 6, 30);

    /// <summary>Persons in it.</summary>
    public int Persons => persons;

    /// <summary>Assigning authority of a person's record.</summary>
    public static string SystemOf(int person) => string.Create(CultureInfo.InvariantCulture, $"1.2.250.1.999.{1 + person % Establishments}");

    /// <summary>Identifier of the record under it.</summary>
    public static string IdOf(int person) => string.Create(CultureInfo.InvariantCulture, $"{800_000_000 + person}");

    /// <summary>Family name in a version.</summary>
    public static string Family(int person, int version) => FrenchNames.Families.At(Draw.Even((ulong)person, 1 + (ulong)version));

    /// <summary>Given name.</summary>
    public static string Given(int person) => FrenchNames.Givens.At(Draw.Even((ulong)person, 3));

    /// <summary>Birth date.</summary>
    public static DateOnly Birth(int person) => Youngest.AddDays(-(int)(Draw.Even((ulong)person, 4) * OldestDays));

    /// <summary>Whether there is a second version: another family name and address, at <see cref="Changes"/>.</summary>
    public static bool HasTwo(int person) => Draw.Of((ulong)person, 5) % 50 == 0;

    /// <summary>When the second version begins.</summary>
    public static DateTimeOffset Changes(int person) => Begins.AddDays(30 + (int)(Draw.Of((ulong)person, 6) % 600));

    /// <summary>A version as a reader of registers gives it; of two, the first has no end, as in snapshots.</summary>
    public static PatientVersion Version(int person, int version)
    {
        var draw = Draw.Of((ulong)person, 8 + (ulong)version);
        var id = IdOf(person);
        var birth = Birth(person).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new PatientVersion
        {
            Identifiers = [new PatientIdentifier(SystemOf(person), id)],
            Ins = draw % 10 == 0 ? null : new PatientIdentifier(PatientIdentifier.Ins, Ins(person)),
            Controller = string.Create(CultureInfo.InvariantCulture, $"99{1 + person % Establishments:D7}"),
            Traits = new PatientTraits
            {
                Names = [new PersonName(Family(person, version), [Given(person)])],
                BirthDate = birth,
                Sex = (draw & 16) == 0 ? "male" : "female",
                Phones = draw % 10 < 7 ? ["06" + id[1..]] : [],
                Emails = draw % 10 < 4 ? [$"p{id}@exemple.fr"] : [],
                Addresses = draw % 10 < 9 ? [new PostalAddress(string.Create(CultureInfo.InvariantCulture, $"{1 + draw % 120} rue {FrenchNames.Families.At(Draw.Even((ulong)person, 10))}"), "Ville", string.Create(CultureInfo.InvariantCulture, $"{10_000 + draw % 80_000}"), "FR")] : [],
                Active = true,
            },
            ValidFrom = version == 0 ? Begins : Changes(person),
        };
    }

    /// <summary>Number of the national identity.</summary>
    public static string Ins(int person) => string.Create(CultureInfo.InvariantCulture, $"{1 + Draw.Of((ulong)person, 11) % 2}{person:D12}");

    /// <summary>All versions, by person.</summary>
    public IEnumerable<(int Person, int Version)> All()
    {
        for (var person = 0; person < persons; person++)
        {
            yield return (person, 0);
            if (HasTwo(person)) yield return (person, 1);
        }
    }
}
