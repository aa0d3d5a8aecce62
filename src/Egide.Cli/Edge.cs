using System.CommandLine;

namespace Egide.Cli;

/// <summary>Where faults end: one line, what to do, the right exit code.</summary>
internal static class Edge
{
    public const int Done = 0;
    public const int LookAtIt = 1;
    public const int WrongUse = 2;
    public const int Stopped = 3;

    public static async Task<int> Run(Command root, string[] args)
    {
        Language.Of(args);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("→ egide --help");
            return WrongUse;
        }

        try
        {
            // Once asked to stop, a large analysis needs longer than the default two seconds to reach a point where it can.
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(Language.Text("Arrêté. Rien n’est perdu : relancer la même commande recommence et achève le travail.", "Stopped. Nothing is lost: running the same command again completes the work."));
            return Stopped;
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidDataException or FileNotFoundException or DirectoryNotFoundException or HttpRequestException or UriFormatException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return WrongUse;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException || fault.GetType().Name == "DuckDBException")
        {
            await Console.Error.WriteLineAsync(Language.Text($"Arrêté : {fault.Message} Corriger (place sur le disque, droits), puis relancer la même commande.",
                $"Stopped: {fault.Message} Mend it (disk space, rights), then run the same command again."));
            return Stopped;
        }
    }
}
