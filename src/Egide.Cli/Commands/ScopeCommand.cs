using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Egide.Cli.Investigation;
using Egide.Cli.Scoping;

namespace Egide.Cli.Commands;

/// <summary><c>egide scope</c>: the extent of an incident once investigated: ask, confirm, freeze, reproduce, compare, tell a person.</summary>
internal static class ScopeCommand
{
    public static Command Make() => new("scope", "L’étendue exacte d’un incident. / The exact extent of an incident.\n\n  egide scope ask out")
    {
        Ask(), Confirm(), FreezeCommand.Make(), FreezeCommand.Reproduce(), FreezeCommand.Diff(), PersonCommand.Make(),
    };

    /// <summary>The result's folder, and where its context is now.</summary>
    internal static (Argument<string> Result, Option<string[]> Context, Option<string?> Incident, Option<bool> Json, Option<string> Language) Common() => (
        new Argument<string>("RESULT") { Description = "Dossier de résultat d’egide investigate. / Result folder of egide investigate." },
        new Option<string[]>("--context") { Description = "Où est le contexte, s’il a bougé. / Where the context is, if it moved.", AllowMultipleArgumentsPerToken = true },
        new Option<string?>("--incident") { Description = "L’incident (INC-1…). / The incident." },
        new Option<bool>("--json"), Cli.Language.Option());

    private static Command Ask()
    {
        var (result, context, incident, json, language) = Common();
        var command = new Command("ask", "Les questions dont la réponse resserre le plus l’étendue. / The questions whose answers narrow the extent most.\n\n  egide scope ask out") { result, context, incident, json, language };
        command.SetAction(parsed =>
        {
            Language.Set(parsed.GetValue(language));
            var folder = parsed.GetValue(result)!;
            using var opened = ScopeCase.Open(folder, parsed.GetValue(context) ?? []);
            var one = opened.Incident(parsed.GetValue(incident));
            var words = Words.Of(folder);
            var now = opened.Draw(words)[one.Id].Persons;
            var questions = new Asker(opened).Ask(one, words);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new { schema_version = 1, incident = one.Id, persons = new { now.Lower, now.Likely, now.Upper }, questions = questions.Select(q => new { q.Account, q.Name, session = q.Session.Id, address = q.Session.Address, p_intruder = q.PIntruder, narrower = q.Narrower, if_carer = q.IfCarer, if_intruder = q.IfIntruder }) }));
                return Edge.Done;
            }

            Console.WriteLine(Language.Text($"{one.Id} : entre {N(now.Lower)} et {N(now.Upper)} personnes.", $"{one.Id}: between {N(now.Lower)} and {N(now.Upper)} persons."));
            if (questions.Count == 0) Console.WriteLine(Language.Text("Aucune réponse d’un professionnel ne resserrerait cet intervalle.", "No professional's answer would narrow this interval."));
            foreach (var (q, i) in questions.Select((q, i) => (q, i + 1)))
            {
                var (from, to) = (Told(q.Session.Start), Told(q.Session.End));
                Console.WriteLine(Language.Text(
                    $"\n{i}. À {q.Name ?? q.Account} : « Était-ce vous, le {from}, jusqu’à {to}{Place(q.Session.Address)} ? » ({N(q.Session.Accesses)} accès)\n   oui → {N(q.IfCarer.Lower)} à {N(q.IfCarer.Upper)} ; non → {N(q.IfIntruder.Lower)} à {N(q.IfIntruder.Upper)}\n   egide scope confirm {folder} --session {q.Session.Id}{(q.Session.Address is null ? "" : $" --address {q.Session.Address}")} --by carer|intruder --who NOM --how MOYEN",
                    $"\n{i}. To {q.Name ?? q.Account}: \"Was it you, on {from}, until {to}{Place(q.Session.Address)}?\" ({N(q.Session.Accesses)} accesses)\n   yes → {N(q.IfCarer.Lower)} to {N(q.IfCarer.Upper)}; no → {N(q.IfIntruder.Lower)} to {N(q.IfIntruder.Upper)}\n   egide scope confirm {folder} --session {q.Session.Id}{(q.Session.Address is null ? "" : $" --address {q.Session.Address}")} --by carer|intruder --who NAME --how MEANS"));
            }

            return Edge.Done;
        });
        return command;
    }

    private static Command Confirm()
    {
        var (result, context, _, json, language) = Common();
        var session = new Option<string>("--session") { Required = true, Description = "Identifiant de la session (sessions.csv). / Session id." };
        var address = new Option<string?>("--address") { Description = "L’adresse, quand une session a été vue de plusieurs. / The address, when a session was seen from several." };
        var by = new Option<string>("--by") { Required = true, Description = "carer | intruder" };
        by.AcceptOnlyFromAmong("carer", "intruder");
        var who = new Option<string>("--who") { Required = true, Description = "Qui l’a dit. / Who said so." };
        var how = new Option<string>("--how") { Required = true, Description = "Comment (téléphone, MSSanté, visite…). / How." };
        var key = new Option<string?>("--key") { Description = "Clé de signature du journal. / Signing key of the journal." };
        var command = new Command("confirm", "Ce que le professionnel dit d’une session. / What the professional says of a session.\n\n  egide scope confirm out --session 5555fef8-8de8-4f4e-ad0a-484d962d682c --by intruder --who \"Dr Martin\" --how téléphone")
        {
            result, context, session, address, by, who, how, key, json, language,
        };
        command.SetAction(parsed =>
        {
            Language.Set(parsed.GetValue(language));
            var folder = parsed.GetValue(result)!;
            using var opened = ScopeCase.Open(folder, parsed.GetValue(context) ?? []);
            var id = parsed.GetValue(session)!;
            var from = parsed.GetValue(address);
            var addresses = opened.File.Incidents.SelectMany(i => i.Accounts).SelectMany(a => a.Sessions).Where(s => s.Id == id && (from is null || s.Address == from)).Select(s => s.Address ?? "").Distinct().ToList();
            if (addresses.Count == 0)
                throw new ArgumentException(Language.Text($"Aucun incident n’a de session {id}{Place(from)} : la prendre dans sessions.csv.", $"No incident has a session {id}{Place(from)}: take it from sessions.csv."));
            // A session taken over is one id in two hands: a word on it must say which.
            if (addresses.Count > 1)
                throw new ArgumentException(Language.Text($"La session {id} a été vue depuis {string.Join(", ", addresses)} : dire laquelle avec --address.", $"Session {id} was seen from {string.Join(", ", addresses)}: say which with --address."));
            var before = opened.Draw(Words.Of(folder));
            Words.Say(folder, parsed.GetValue(key) ?? Keys.Default, from is null ? id : $"{id}@{from}", parsed.GetValue(by) == "intruder", parsed.GetValue(who)!, parsed.GetValue(how)!, TimeProvider.System.GetUtcNow());
            var after = opened.Draw(Words.Of(folder));
            opened.Extent.Write(folder);
            Outputs.Restate(folder, parsed.GetValue(key) ?? Keys.Default, "exposure.csv", "exposure.parquet", Words.Name);
            foreach (var (incident, counts) in after)
            {
                var (old, now) = (before[incident].Persons, counts.Persons);
                if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(new { schema_version = 1, incident, before = old, after = now }));
                else if (old == now) Console.WriteLine(Language.Text($"{incident} : inchangé, entre {N(now.Lower)} et {N(now.Upper)} personnes.", $"{incident}: unchanged, between {N(now.Lower)} and {N(now.Upper)} persons."));
                else Console.WriteLine(Language.Text($"{incident} : entre {N(old.Lower)} et {N(old.Upper)} personnes auparavant, entre {N(now.Lower)} et {N(now.Upper)} maintenant.", $"{incident}: between {N(old.Lower)} and {N(old.Upper)} persons before, between {N(now.Lower)} and {N(now.Upper)} now."));
            }

            if (!parsed.GetValue(json)) Console.WriteLine(Language.Text("Parole inscrite au journal ; exposure.csv est à jour. Le rapport le sera en relançant egide investigate.", "The word is in the journal; exposure.csv is up to date. The report will be by running egide investigate again."));
            return Edge.Done;
        });
        return command;
    }

    internal static string N(long number) => number.ToString("N0", CultureInfo.GetCultureInfo(Language.Code == "en" ? "en-GB" : "fr-FR"));

    internal static string Told(long at) => TimeZoneInfo.ConvertTime(Observe.Instant.ToDateTimeOffset(at), TimeZoneInfo.FindSystemTimeZoneById(Investigation.Inquiry.Zone))
        .ToString(Language.Code == "en" ? "d MMM yyyy HH:mm" : "d MMM yyyy HH'h'mm", CultureInfo.GetCultureInfo(Language.Code == "en" ? "en-GB" : "fr-FR"));

    private static string Place(string? address) => address is null ? "" : Language.Text($", depuis {address}", $", from {address}");
}
