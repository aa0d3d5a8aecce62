using Egide.Detect;
using Egide.Scope;

namespace Egide.Cli.Scoping;

/// <summary>Which sessions to ask the professionals about: those whose answers would narrow the interval most.</summary>
internal sealed class Asker(ScopeCase opened)
{
    // Each question is drawn up twice; more would take minutes and nobody asks more at once.
    private const int Most = 30;

    /// <summary>A question and what its answers would leave.</summary>
    /// <param name="Account">The account.</param>
    /// <param name="Name">Its professional, or null.</param>
    /// <param name="Session">The session.</param>
    /// <param name="PIntruder">P(intruder) now.</param>
    /// <param name="Narrower">Persons the interval would lose, on average over both answers.</param>
    /// <param name="IfCarer">The interval if she says it was her.</param>
    /// <param name="IfIntruder">The interval if she says it was not.</param>
    public sealed record Question(string Account, string? Name, SessionEvidence Session, double PIntruder, double Narrower, Bounds IfCarer, Bounds IfIntruder);

    /// <summary>Questions of an incident, the most useful first.</summary>
    public List<Question> Ask(CaseIncident incident, Dictionary<string, bool> words)
    {
        var now = opened.Draw(words)[incident.Id].Persons;
        var open = incident.Accounts.SelectMany(a => ScopeCase.Sessions(a, words).Select(s => (Account: a, s.Session, s.PIntruder)))
            .Where(s => s.Session is { Accesses: > 0, Word: null } && s.PIntruder is >= Extent.Possible and < 1)
            // What is least certain first; among the certain, the longest.
            .OrderBy(s => Math.Abs(s.PIntruder - 0.5)).ThenByDescending(s => s.Session.Accesses).Take(Most).ToList();
        var questions = new List<Question>();
        foreach (var (account, session, p) in open)
        {
            Bounds If(bool intruder) => opened.Draw(new Dictionary<string, bool>(words, StringComparer.Ordinal) { [session.Id] = intruder })[incident.Id].Persons;
            var (carer, other) = (If(false), If(true));
            var width = (1 - p) * Width(carer) + p * Width(other);
            questions.Add(new Question(account.Key, account.Name, session, p, Width(now) - width, carer, other));
        }

        opened.Draw(words);
        return [.. questions.Where(q => q.Narrower > 0.5).OrderByDescending(q => q.Narrower)];
    }

    private static long Width(Bounds bounds) => bounds.Upper - bounds.Lower;
}
