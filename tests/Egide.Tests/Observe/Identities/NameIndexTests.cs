using CsCheck;
using Egide.Observe.Context;
using Egide.Observe.Context.Identities;
using Egide.Observe.Queries;
using Egide.Scope.Replay;

namespace Egide.Tests.Observe.Identities;

/// <summary>The indexes leave nobody out, and what is kept as bytes comes back as it was.</summary>
public class NameIndexTests
{
    private static readonly string[] Families = ["", "Martin", "MARTINEZ", "Le Gall", "Legall", "Lefèvre", "D'Arc"];
    private static readonly string[] Givens = ["Jean", "Jeanne", "Élodie", "Elodie", "Jean-Marc"];
    private static readonly string?[] Births = [null, "1961", "1961-05", "1961-05-20", "1961-05-21", "1962-01-01"];

    private static readonly Gen<PersonName> Name = Gen.Select(Of(Families), Of(Givens).Array[0, 2], (family, given) => new PersonName(family, given));

    private static readonly Gen<PatientVersion> Version = Gen.Select(Gen.Int[0, 8], Name.Array[0, 2], Of(Births), Gen.Int[0, 3], (id, names, birth, from) => new PatientVersion
    {
        Identifiers = [new PatientIdentifier("s", $"{id}")],
        Traits = new PatientTraits { Names = names, BirthDate = birth },
        ValidFrom = new DateTimeOffset(2026, 1, 1 + from, 0, 0, 0, TimeSpan.Zero),
    });

    private static readonly Gen<string> Query = Of("family=martin", "family=le", "family=l,m", "family:exact=Martin", "family:contains=art", "given=jean", "given=e", "name=jean", "name=le",
        "birthdate=1961-05-20", "birthdate=1961-05", "birthdate=ge1961-05-21", "birthdate=le1961", "birthdate=ne1961-05-20", "birthdate=x").Array[1, 3].Select(parts => string.Join('&', parts));

    [Fact]
    public void CandidatesHoldEverybodyWhoAnswers() => Gen.Select(Version.Array[0, 12], Query).Sample((versions, query) =>
    {
        var context = new RegionContext();
        foreach (var version in versions) context.Add(version);
        context.Seal();
        var matcher = new PatientMatcher(context, Criteria.Of(QueryDecoder.Decode("Patient?" + query)), SourceProfile.Standard, fhir: true);
        var candidates = matcher.Candidates().ToHashSet();
        for (var row = 0; row < context.Identities.Count; row++)
            if (matcher.Of(row) == Match.Yes && !candidates.Contains(row)) return false;
        return true;
    });

    [Fact]
    public void TextsComeBackAsTheyWere() => Gen.Select(Gen.String, Gen.String.Array[0, 3], Gen.String.Array[0, 2], Gen.Select(Gen.String, Gen.String.Null(), Gen.String.Null()).Array[0, 2]).Sample((id, phones, emails, places) =>
    {
        var texts = new RecordTexts();
        var addresses = places.Select(p => new PostalAddress(p.Item1, p.Item2, null, p.Item3)).ToList();
        texts.Add("before", new PatientTraits());
        var place = texts.Add(id, new PatientTraits { Phones = phones, Emails = emails, Addresses = addresses });
        texts.Add("after", new PatientTraits { Phones = ["1"] });
        var contacts = texts.Contacts(place) ?? new PatientTraits();
        return texts.Id(place).SequenceEqual(System.Text.Encoding.UTF8.GetBytes(id)) && contacts.Phones.Select(Whole).SequenceEqual(phones.Select(Whole))
            && contacts.Emails.Select(Whole).SequenceEqual(emails.Select(Whole)) && contacts.Addresses.Count == addresses.Count && contacts.Addresses.Zip(addresses).All(a => Whole(a.First.City ?? "-") == Whole(a.Second.City ?? "-"));
    });

    [Fact]
    public void HashesAreNumberedInTheOrderMet() => Gen.ULong[0, 300].Array[0, 2000].Sample(hashes =>
    {
        var (numbers, met) = (new NumberedHashes(), new List<ulong>());
        foreach (var hash in hashes)
        {
            if (met.IndexOf(hash) < 0 && numbers.Find(hash) != -1) return false;
            if (!met.Contains(hash)) met.Add(hash);
            if (numbers.Number(hash) != met.IndexOf(hash)) return false;
        }

        return numbers.Count == met.Count;
    });

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    // Half a surrogate pair is no text that UTF-8 can hold.
    private static string Whole(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
