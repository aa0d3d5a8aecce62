using CsCheck;
using Egide.Observe;
using Egide.Observe.Context;
using Egide.Observe.Queries;
using Egide.Scope.Replay;

namespace Egide.Replay;

/// <summary>The indexed replay against reading every line of the register.</summary>
public class AsOfTests
{
    internal static readonly SourceProfile True = new()
    {
        Source = "*", Match = StringRule.StartsWith, FoldsCase = true, FoldsAccents = true, FoldsPunctuation = false, Order = ["family", "id"], Page = 1000, Inactive = false,
    };

    [Fact]
    public void AnAnswerIsThatOfTheRegisterAsItWas() =>
        Gen.Select(Registers.Entries, Registers.Question, Gen.Int[0, 520], Gen.Int[0, 4], Gen.Int[0, 3]).Sample((entries, question, minute, size, page) =>
        {
            var ledger = new Ledger(entries);
            var context = ledger.Context();
            var at = Instant.From(Ledger.Start.AddMinutes(minute + 0.5));
            List<(int, int)> pages = size == 0 ? [(0, 0)] : [(page * size, size)];
            var answer = new Replayer(context).Run(QueryDecoder.Decode("Patient?" + question.Query), True, at, at, pages);
            if (minute + 0.5 < entries.Min(e => e.From))
            {
                Assert.Equal(Doubt.RegisterTooLate, answer.Doubt);
                return;
            }

            var all = ledger.Search(minute + 0.5, question.Fits);
            var shown = size == 0 ? all : [.. all.Skip(page * size).Take(size)];
            Assert.Equal(shown.Order(), answer.Sure.Select(r => context.Identities.IdOf(r)).Order());
            Assert.Empty(answer.Possible);
        }, iter: 20_000);

    [Fact]
    public void WithoutAProfileTheAnswerLiesBetween() =>
        Gen.Select(Registers.Entries, Registers.Question, Gen.Int[0, 520], Gen.Int[0, 4], Gen.Int[0, 3]).Sample((entries, question, minute, size, page) =>
        {
            var ledger = new Ledger(entries);
            var context = ledger.Context();
            // Asked as a version changes: what was before and what was after are both possible.
            var at = Instant.From(Ledger.Start.AddMinutes(minute));
            List<(int, int)> pages = size == 0 ? [(0, 0)] : [(page * size, size)];
            var answer = new Replayer(context).Run(QueryDecoder.Decode("Patient?" + question.Query), SourceProfile.Standard, at, at, pages);
            if (answer.Doubt == Doubt.RegisterTooLate) return;
            foreach (var instant in (double[])[minute - 0.01, minute + 0.01])
            {
                var all = ledger.Search(instant, question.Fits);
                var shown = size == 0 ? all : [.. all.Skip(page * size).Take(size)];
                var sure = answer.Sure.Select(r => context.Identities.IdOf(r)).ToHashSet();
                Assert.Superset(sure, shown.ToHashSet());
                Assert.Subset(sure.Concat(answer.Possible.Select(r => context.Identities.IdOf(r))).ToHashSet(), shown.ToHashSet());
                Assert.InRange(shown.Count, sure.Count, sure.Count + answer.Most);
            }
        }, iter: 20_000);
}
