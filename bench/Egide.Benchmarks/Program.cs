using System.Globalization;
using Egide.Benchmarks.Models;
using Egide.Benchmarks.Tde;

// Pages of the trail (ITI-81): `dotnet run -c Release --project bench/Egide.Benchmarks -- trail RECORDS EVENTS`, records through a real station, events in the index alone.
if (args is ["trail", var records, var events])
{
    await TrailPages.Run(int.Parse(records, CultureInfo.InvariantCulture), Console.Out);
    IndexPages.Run(int.Parse(events, CultureInfo.InvariantCulture), Console.Out);
    return 0;
}

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
