using System.CommandLine;
using System.CommandLine.Help;
using Egide.Cli;
using Egide.Cli.Commands;

// A plain command: a RootCommand is named after its file, and people type egide.
var root = new Command("egide", "Égide : qui a vu les données de qui, quels comptes étaient en d’autres mains, avec la preuve. / Who saw whose data, which accounts were in other hands, with proof.\n\n  egide investigate samples/region --out out")
{
    new HelpOption(), new VersionOption(),
    InvestigateCommand.Make(), ServeCommand.Make(), ForwardCommand.Make(), ExportCommand.Make(), RetainCommand.Make(), PackageCommand.Make(), VerifyCommand.Make(), ScopeCommand.Make(), SimulateCommand.Make(), BenchCommand.Make(),
};
return await Edge.Run(root, args);
