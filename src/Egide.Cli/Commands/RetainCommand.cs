using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Egide.Cli.Serving;
using Egide.Connectors.Mapped;
using Egide.Web.Live;
using Egide.Web.Retention;
using Egide.Web.SignIn;

namespace Egide.Cli.Commands;

/// <summary><c>egide retain</c>: what of a stopped station is past its time, and deletes it.</summary>
internal static class RetainCommand
{
    public static Command Make()
    {
        var data = new Argument<string>("DATA") { Description = "Dossier de egide serve, arrêté. / Folder of egide serve, stopped." };
        var policy = new Option<string?>("--policy") { Description = "Durées (sinon retention.yaml du dossier, sinon celles livrées). / Periods." };
        var asOf = new Option<DateTimeOffset?>("--as-of") { Description = "À cette date (ISO 8601) ; à venir avec --dry-run seulement. / As of this date; a future one with --dry-run only." };
        var dry = new Option<bool>("--dry-run") { Description = "Dit seulement ce qui partirait. / Only says what would go." };
        var context = new Option<string[]>("--context") { Description = "Le même contexte que serve. / The same context as serve.", AllowMultipleArgumentsPerToken = true };
        var key = new Option<string?>("--key") { Description = "Clé de signature du journal. / Signing key of the journal." };
        var json = new Option<bool>("--json");
        var language = Language.Option();
        var command = new Command("retain", "Supprime ce qui a passé sa durée, avec preuve. / Deletes what is past its time, with proof.\n\n  egide retain egide-data --dry-run") { data, policy, asOf, dry, context, key, json, language };
        command.SetAction(async (parsed, cancel) =>
        {
            Language.Set(parsed.GetValue(language));
            var (clock, folder, at) = (TimeProvider.System, parsed.GetValue(data)!, parsed.GetValue(asOf));
            if (!Directory.Exists(Path.Combine(folder, "journal"))) throw new DirectoryNotFoundException(Language.Text($"{folder} n’est pas le dossier d’une station : il n’a pas de journal.", $"{folder} is no station's folder: it has no journal."));
            if (at > clock.GetUtcNow() && !parsed.GetValue(dry)) throw new ArgumentException(Language.Text("--as-of est à venir : rien n’est supprimé avant son temps ; ajouter --dry-run pour voir.", "--as-of is to come: nothing is deleted before its time; add --dry-run to see."));
            var periods = Server.Policy(folder, parsed.GetValue(policy));
            var mappings = new List<Mapping>();
            var known = Server.ReadContext(parsed.GetValue(context) ?? [], mappings, parsed.GetValue(json));
            await using var station = Station.Open(new StationOptions { Data = folder, Key = parsed.GetValue(key) ?? Keys.Default, Retention = periods, Quiet = true }, known, mappings, clock, cancel);
            var due = await station.Keeper.WhatIsDue(at);
            var gone = parsed.GetValue(dry) ? 0 : await Delete(station, at, cancel);
            if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(new { schema_version = 1, due = due.Select(d => new { rule = d.Rule, segment = d.Segment, count = d.Count, received_from = d.From, received_to = d.To, held_by = d.HeldBy }), deleted = gone, waiting = station.Keeper.Waiting?.En }));
            else Say(due, gone, station.Keeper.Waiting, parsed.GetValue(dry));
            return station.Keeper.Waiting is null ? Edge.Done : Edge.Stopped;
        });
        return command;
    }

    private static async Task<long> Delete(Station station, DateTimeOffset? at, CancellationToken cancel)
    {
        try
        {
            return await station.Keeper.DeleteDue(at, new Person(Environment.UserName, []) { Id = "machine|" + Environment.UserName }, cancel);
        }
        catch (ArgumentException fault)
        {
            throw new ArgumentException(Language.Text($"{fault.Message} est gelé, et cette lecture du journal ne le trouve pas : donner le même --context que serve. Rien n’a été supprimé.", $"{fault.Message} is under hold, and this reading of the journal does not find it: give the same --context as serve. Nothing was deleted."), fault);
        }
    }

    private static void Say(List<Due> due, long gone, Egide.Text? waiting, bool dry)
    {
        foreach (var one in due)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Name(one.Rule)}  {one.Segment}  {one.From:yyyy-MM-dd HH:mm}–{one.To:yyyy-MM-dd HH:mm}Z  {one.Count}{(one.HeldBy.Count == 0 ? "" : Language.Text("  gelé : ", "  held: ") + string.Join(", ", one.HeldBy))}"));
        var free = due.Where(d => d.HeldBy.Count == 0).Sum(d => d.Count);
        if (waiting is { } why) Console.WriteLine(Language.Text(why.Fr, why.En));
        else if (due.Count == 0) Console.WriteLine(Language.Text("Rien n’a passé sa durée.", "Nothing is past its time."));
        else if (dry) Console.WriteLine(Language.Text($"{free} contenus partiraient. Rien n’a été supprimé.", $"{free} payloads would go. Nothing was deleted."));
        else Console.WriteLine(Language.Text($"{gone} contenus supprimés. La preuve : egide verify DOSSIER --deletions", $"{gone} payloads deleted. The proof: egide verify FOLDER --deletions"));
    }

    private static string Name(string rule) => Language.Text(RuleNames.Of(rule).Fr, RuleNames.Of(rule).En);
}
