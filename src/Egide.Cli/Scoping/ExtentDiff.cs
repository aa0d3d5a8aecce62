using Egide.Scope;

namespace Egide.Cli.Scoping;

/// <summary>What changed between two extents, in words: what a complementary notification needs to say.</summary>
internal static class ExtentDiff
{
    /// <summary>Sentences, most important first.</summary>
    public static List<Text> Of(ExtentStatement before, ExtentStatement after)
    {
        var said = new List<Text>();
        string N(long number) => Commands.ScopeCommand.N(number);
        void Count(Text what, Bounds old, Bounds now)
        {
            if (old == now) return;
            said.Add(new(
                $"{what.Fr} : entre {N(old.Lower)} et {N(old.Upper)}, maintenant entre {N(now.Lower)} et {N(now.Upper)}{Change(old, now).Fr}.",
                $"{what.En}: between {N(old.Lower)} and {N(old.Upper)}, now between {N(now.Lower)} and {N(now.Upper)}{Change(old, now).En}."));
        }

        if (before.Incident != after.Incident) said.Add(new($"Deux incidents différents : {before.Incident} et {after.Incident}.", $"Two different incidents: {before.Incident} and {after.Incident}."));
        Count(new("Personnes", "Persons"), before.Persons, after.Persons);
        foreach (var key in before.Categories.Keys.Union(after.Categories.Keys).Order(StringComparer.Ordinal))
            Count(new(key, key), before.Categories.GetValueOrDefault(key), after.Categories.GetValueOrDefault(key));
        foreach (var key in before.Controllers.Keys.Union(after.Controllers.Keys).Order(StringComparer.Ordinal))
            Count(new($"Établissement {key}", $"Establishment {key}"), before.Controllers.GetValueOrDefault(key), after.Controllers.GetValueOrDefault(key));
        foreach (var account in after.Accounts.Except(before.Accounts)) said.Add(new($"Compte ajouté : {account}.", $"Account added: {account}."));
        foreach (var account in before.Accounts.Except(after.Accounts)) said.Add(new($"Compte retiré : {account}.", $"Account left out: {account}."));
        foreach (var (session, word) in after.Words.Except(before.Words)) said.Add(new($"Parole nouvelle : la session {session} était {(word == "intruder" ? "de l’intrus" : "du professionnel")}.", $"New word: session {session} was {(word == "intruder" ? "the intruder's" : "the professional's")}."));
        if (before.Register != after.Register) said.Add(new("Le registre ou les profils de sources ont changé.", "The register or the source profiles changed."));
        if (said.Count == 0 && before.PersonDigest != after.PersonDigest) said.Add(new("Les mêmes nombres, mais pas les mêmes personnes.", "The same counts, but not the same persons."));
        return said;
    }

    private static Text Change(Bounds old, Bounds now) =>
        now.Lower > old.Upper ? new(" : davantage qu’annoncé", ": more than was said")
        : now.Upper < old.Lower ? new(" : moins qu’annoncé", ": fewer than was said")
        : now.Upper - now.Lower < old.Upper - old.Lower ? new(", plus précis", ", more exact") : new("", "");
}
