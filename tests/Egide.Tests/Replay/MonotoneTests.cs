using CsCheck;
using Egide.Observe;
using Egide.Observe.Context;
using Egide.Observe.Data;
using Egide.Observe.Queries;
using Egide.Scope;
using Egide.Scope.Replay;

namespace Egide.Replay;

/// <summary>More evidence narrows: neither bound moves outward, unless the evidence contradicts, which is said.</summary>
public class MonotoneTests
{
    private sealed record Case(Entry[] Entries, (string Query, Func<Entry, bool> Fits)[] Questions, int Minute, int[] Levels, int Slack, int Size);

    private static readonly Gen<Case> Cases = Gen.Select(Registers.Entries, Registers.Question.Array[1, 4], Gen.Int[500, 520], Gen.Int[1, 3].Array[4], Gen.Int[0, 3], Gen.Int[0, 4],
        (entries, questions, minute, levels, slack, size) => new Case(entries, questions, minute, levels, slack, size));

    // Every key that is true of the source, one after another.
    private static readonly SourceProfile[] Profiles =
    [
        SourceProfile.Standard, SourceProfile.Standard with { Inactive = false }, SourceProfile.Standard with { Inactive = false, Match = StringRule.StartsWith },
        AsOfTests.True with { Order = [], Page = 0, FoldsPunctuation = null }, AsOfTests.True with { Order = [], Page = 0 }, AsOfTests.True with { Page = 0 }, AsOfTests.True,
    ];

    [Fact]
    public void AKeyOfTheProfileThatIsTrueNarrows() => Cases.Sample(a =>
    {
        var before = Extent(a, Profiles[0]);
        foreach (var profile in Profiles.Skip(1))
        {
            var after = Extent(a, profile);
            Assert.True(Narrows(before, after), $"{before} became {after} with {profile}");
            before = after;
        }
    }, iter: 3000);

    [Fact]
    public void ABoundThatIsTrueNarrows() => Cases.Sample(a =>
    {
        foreach (var profile in Profiles)
        {
            var (loose, tight) = (Extent(a, profile, a.Slack + 3), Extent(a, profile, a.Slack));
            Assert.True(Narrows(Extent(a, profile), loose), "a bound widened");
            Assert.True(Narrows(loose, tight), "a smaller bound widened");
            Assert.DoesNotContain(Doubt.Contradicted, tight.Doubts);
        }
    }, iter: 2000);

    [Fact]
    public void ASessionThatIsNamedCertainNarrows() => Cases.Sample(a =>
    {
        var (before, after) = (Extent(a, Profiles[0]), Extent(a with { Levels = [3, .. a.Levels[1..]] }, Profiles[0]));
        Assert.True(Narrows(before, after), $"{before} became {after}");
    }, iter: 3000);

    [Fact]
    public void ARegisterThatReachesBackNarrows() => Cases.Sample(a =>
    {
        // Only what was written after the question, then all.
        var late = a.Entries.Select(e => e with { From = e.From + 1000, To = null }).ToArray();
        var before = Extent(a, Profiles[0], register: late);
        Assert.All(before.Doubts, doubt => Assert.Equal(Doubt.RegisterTooLate, doubt));
        Assert.True(Narrows(before, Extent(a, Profiles[0])), "a longer history widened");
    }, iter: 2000);

    [Fact]
    public void AContradictionIsSaidAndMakesNobodySure() => Cases.Sample(a =>
    {
        var (fair, cut) = (Extent(a, AsOfTests.True), Extent(a, AsOfTests.True, bound: -2));
        if (fair.Lower == 0) return;
        if (cut.Doubts.All(d => d == Doubt.Contradicted)) Assert.Equal(0, cut.Lower);
        Assert.True(cut.Upper >= fair.Lower, "a contradicted bound made the number smaller");
    }, iter: 2000);

    private sealed record Interval(long Lower, long Upper, List<Doubt> Doubts);

    private static bool Narrows(Interval before, Interval after) => after.Lower >= before.Lower && after.Upper <= before.Upper;

    // slack: the bound is what was shown and that many more; -1 none, bound -2: none at all was shown, which is false.
    private static Interval Extent(Case a, SourceProfile profile, int slack = -1, int bound = -1, Entry[]? register = null)
    {
        var ledger = new Ledger(a.Entries);
        var context = new Ledger(register ?? a.Entries).Context();
        context.Add(profile);
        var reconstruction = new Reconstruction(context);
        var at = Instant.From(Ledger.Start.AddMinutes(a.Minute + 0.5));
        var persons = a.Entries.Select(e => e.Id).Distinct().Count();
        var counter = new ExtentCounter(() => persons, persons, reconstruction);
        var askings = a.Questions.Select((question, i) =>
        {
            var asking = new Asking { Incident = "", Level = a.Levels[i], Source = "s", Query = QueryDecoder.Decode("Patient?" + question.Query), From = at, To = at, LastPage = at, Categories = DataCategory.IdentityName };
            var found = ledger.Search(a.Minute + 0.5, question.Fits).Count;
            var onPage = a.Size == 0 ? found : Math.Min(a.Size, found);
            asking.Pages.Add(new PageAsked(0, null, a.Size, null, bound == -2 ? 0 : slack < 0 ? -1 : onPage + slack, -1, 0, 0));
            return asking;
        }).ToList();
        askings = [.. reconstruction.Run(askings)];
        foreach (var asking in askings)
            foreach (var row in asking.Answer.Sure) counter.Add(reconstruction.PersonOf(row), "?", DataCategory.IdentityName, asking.Level);
        counter.Add(askings);
        var shown = counter.Persons;
        return new Interval(shown.Lower, shown.Upper, [.. askings.Select(q => q.Answer.Doubt)]);
    }
}
