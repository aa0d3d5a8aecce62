using System.CommandLine;
using System.Globalization;
using Egide.Simulator;

namespace Egide.Cli.Commands;

/// <summary><c>egide simulate</c>: a region's ordinary life in real formats, with attacks and the truth about them.</summary>
internal static class SimulateCommand
{
    public static Command Make()
    {
        var seed = new Option<ulong>("--seed") { DefaultValueFactory = _ => 1 };
        var days = new Option<int>("--days") { DefaultValueFactory = _ => 30 };
        var professionals = new Option<int>("--professionals") { DefaultValueFactory = _ => 2000 };
        var patients = new Option<int>("--patients") { DefaultValueFactory = _ => 60_000 };
        var density = new Option<double>("--density") { Description = "Accès par jour, en proportion. / Accesses a day, in proportion.", DefaultValueFactory = _ => 1 };
        var attacks = new Option<string[]>("--attack") { Description = string.Join(" | ", RegionOptions.KnownAttacks), AllowMultipleArgumentsPerToken = true };
        var hostile = new Option<string[]>("--hostile") { Description = string.Join(" | ", RegionOptions.KnownHostile) + " : ce qui manque ou trompe dans les preuves. / What is missing or misleads in the evidence.", AllowMultipleArgumentsPerToken = true };
        var sample = new Option<bool>("--sample") { Description = "La petite région de samples/. / The small region of samples/." };
        var output = new Option<string>("--out") { Required = true };
        var language = Language.Option();
        var command = new Command("simulate", "La vie ordinaire d’une région, avec des attaques. / A region's ordinary life, with attacks.\n\n  egide simulate --seed 7 --days 14 --professionals 120 --patients 1500 --attack grades-2025 --out region")
        {
            seed, days, professionals, patients, density, attacks, hostile, sample, output, language,
        };
        command.SetAction((parsed, cancel) =>
        {
            Language.Set(parsed.GetValue(language));
            var options = parsed.GetValue(sample)
                ? RegionOptions.Sample with { Out = parsed.GetValue(output)!, Hostile = parsed.GetValue(hostile) ?? [] }
                : new RegionOptions
                {
                    Seed = parsed.GetValue(seed), Days = parsed.GetValue(days), Professionals = parsed.GetValue(professionals), Patients = parsed.GetValue(patients),
                    Density = parsed.GetValue(density), Attacks = parsed.GetValue(attacks) is { Length: > 0 } given ? given : ["grades-2025"],
                    Hostile = parsed.GetValue(hostile) ?? [], Out = parsed.GetValue(output)!,
                };
            var done = Region.Write(options, null, cancel);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done.Records} records, {done.Bytes} bytes → {options.Out}"));
            return Task.FromResult(Edge.Done);
        });
        return command;
    }
}
