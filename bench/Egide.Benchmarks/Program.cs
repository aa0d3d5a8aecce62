using Egide.Benchmarks.Models;

// Models on published data: `dotnet run -c Release --project bench/Egide.Benchmarks -- FOLDER` with the folder that holds the data sets.
if (args.Length != 1)
{
    Console.Error.WriteLine("Give the folder that holds data/schonlau-sea, data/mimic3-demo-caregiver-access and data/rba-peer-golden.");
    return 2;
}

RbaParity.Run(args[0], Console.Out);
SeaEvaluation.Run(args[0], Console.Out);
MimicEvaluation.Run(args[0], Console.Out);
return 0;
