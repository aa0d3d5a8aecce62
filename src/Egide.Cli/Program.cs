using System.CommandLine;
using Egide.Cli;
using Egide.Cli.Commands;

var root = new RootCommand("Égide : qui a vu les données de qui, quels comptes étaient en d’autres mains, avec la preuve. / Who saw whose data, which accounts were in other hands, with proof.")
{
    InvestigateCommand.Make(), VerifyCommand.Make(), SimulateCommand.Make(), BenchCommand.Make(),
};
return await Edge.Run(root, args);
