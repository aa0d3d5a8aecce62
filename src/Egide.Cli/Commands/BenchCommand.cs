using System.CommandLine;
using Egide.Cli.Bench;

namespace Egide.Cli.Commands;

/// <summary><c>egide bench</c>: measures this machine, and the detection on simulated regions.</summary>
internal static class BenchCommand
{
    public static Command Make()
    {
        var name = new Argument<string>("NAME") { Description = "detection | intake" };
        name.AcceptOnlyFromAmong("detection", "intake");
        var seeds = new Option<int>("--seeds") { DefaultValueFactory = _ => 20 };
        var professionals = new Option<int>("--professionals") { DefaultValueFactory = _ => 2000 };
        var days = new Option<int>("--days") { DefaultValueFactory = _ => 30 };
        var density = new Option<double>("--density") { DefaultValueFactory = _ => 1 };
        var attacks = new Option<string[]>("--attack") { AllowMultipleArgumentsPerToken = true };
        var language = Language.Option();
        var command = new Command("bench", "Mesure cette machine. / Measures this machine.\n\n  egide bench detection --seeds 3") { name, seeds, professionals, days, density, attacks, language };
        command.SetAction((parsed, cancel) =>
        {
            Language.Set(parsed.GetValue(language));
            if (parsed.GetValue(name) == "detection")
                new DetectionBench(parsed.GetValue(seeds), parsed.GetValue(professionals), parsed.GetValue(days), parsed.GetValue(density), parsed.GetValue(attacks) ?? []).Run(Console.Out, cancel);
            else IntakeBench.Run(parsed.GetValue(professionals), parsed.GetValue(days), parsed.GetValue(density), Console.Out, cancel);
            return Task.FromResult(Edge.Done);
        });
        return command;
    }
}
