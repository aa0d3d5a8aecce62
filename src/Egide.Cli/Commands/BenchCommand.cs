using System.CommandLine;
using Egide.Cli.Bench;
using Egide.Simulator;

namespace Egide.Cli.Commands;

/// <summary><c>egide bench</c>: measures this machine, and the detection on simulated regions.</summary>
internal static class BenchCommand
{
    public static Command Make()
    {
        var name = new Argument<string>("NAME") { Description = "detection | exposure | intake | live" };
        name.AcceptOnlyFromAmong("detection", "exposure", "intake", "live");
        var seeds = new Option<int>("--seeds") { DefaultValueFactory = _ => 20 };
        var first = new Option<int>("--first-seed") { Description = "Première région (detection). / First region (detection).", DefaultValueFactory = _ => 1 };
        var professionals = new Option<int>("--professionals") { DefaultValueFactory = _ => 2000 };
        var days = new Option<int>("--days") { DefaultValueFactory = _ => 30 };
        var density = new Option<double>("--density") { DefaultValueFactory = _ => 1 };
        var attacks = new Option<string[]>("--attack") { AllowMultipleArgumentsPerToken = true };
        var region = new Option<string?>("--region") { Description = "Région déjà simulée (intake). / Region simulated before (intake)." };
        var regions = new Option<int>("--regions") { Description = "Régions simulées (exposure) ; 0 : aucune. / Simulated regions (exposure); 0: none.", DefaultValueFactory = _ => 50 };
        var persons = new Option<int>("--persons") { Description = "Personnes du registre (exposure) ; 0 : aucune. / Persons of the register (exposure); 0: none.", DefaultValueFactory = _ => 6_000_000 };
        var queries = new Option<int>("--queries") { Description = "Recherches rejouées (exposure). / Captured queries (exposure).", DefaultValueFactory = _ => 1_000_000 };
        var behind = new Option<long>("--behind") { Description = "Événements venus avant les mesures (live). / Events that came before what is measured (live).", DefaultValueFactory = _ => 0 };
        var soak = new Option<double>("--soak") { Description = "Minutes à la moitié du débit, mémoire dite au fil du temps (live). / Minutes at half the rate, with memory told now and then (live)." };
        var peer = new Option<string?>("--fhir-peer") { Description = "Adresse de base d’un serveur FHIR R4 qui reçoit les mêmes événements (live). / Base address of a FHIR R4 server given the same events (live)." };
        var keep = new Option<string?>("--keep") { Description = "Dossier des résultats par processeur. / Folder of results by processor." };
        var language = Language.Option();
        var command = new Command("bench", "Mesure cette machine. / Measures this machine.\n\n  egide bench detection --seeds 3") { name, seeds, first, professionals, days, density, attacks, region, regions, persons, queries, behind, soak, peer, keep, language };
        command.SetAction(async (parsed, cancel) =>
        {
            Language.Set(parsed.GetValue(language));
            if (parsed.GetValue(name) == "detection")
                new DetectionBench(Math.Max(0, parsed.GetValue(first)), parsed.GetValue(seeds), parsed.GetValue(professionals), parsed.GetValue(days), parsed.GetValue(density), parsed.GetValue(attacks) ?? [], parsed.GetValue(keep)).Run(Console.Out, cancel);
            else if (parsed.GetValue(name) == "exposure")
            {
                if (parsed.GetValue(regions) > 0) new BoundsBench(parsed.GetValue(regions), parsed.GetValue(professionals), parsed.GetValue(days), parsed.GetValue(density), parsed.GetValue(keep)).Run(Console.Out, cancel);
                if (parsed.GetValue(persons) > 0) new ExposureBench(parsed.GetValue(persons), Math.Max(4, parsed.GetValue(queries)), parsed.GetValue(keep)).Run(Console.Out, cancel);
            }
            else if (parsed.GetValue(name) == "live")
                await new LiveBench(parsed.GetValue(behind), parsed.GetValue(soak), parsed.GetValue(peer) is { } address ? new Uri(address) : null, Console.Out, cancel).Run(new RegionOptions { Seed = 1, Days = 4, Start = LiveLoad.Start, Professionals = parsed.GetValue(professionals), Density = parsed.GetValue(density), Attacks = ["none"] }, parsed.GetValue(keep));
            else
                new IntakeBench(Console.Out, cancel).Run(parsed.GetValue(region), new RegionOptions
                {
                    Seed = 1, Days = parsed.GetValue(days), Professionals = parsed.GetValue(professionals), Density = parsed.GetValue(density), Attacks = ["grades-2025"],
                }, parsed.GetValue(keep));
            return Edge.Done;
        });
        return command;
    }
}
