using Egide.Connectors.Forward;
using Egide.Connectors.Https;
using Egide.Connectors.Live;
using Egide.Journal;
using Egide.Observe.Data;

namespace Egide.Cli.Serving;

/// <summary>Runs an edge until asked to stop: its ways in, its journal as the queue, its sender.</summary>
internal sealed class EdgeServer(EdgeOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Told = TimeSpan.FromMinutes(1);

    public async Task Run(CancellationToken cancel)
    {
        // What asks for a stop waits for a task that it knows: it knows this one from the first await on.
        await Task.Yield();
        using var http = ServerTls.Authorities("--ca", options.Authority, file => HttpsClient.Make(file, options.Certificate is { } pem ? ServerTls.Own(pem, options.CertificateKey) : null));
        Disk.KeepPrivate();
        Disk.CreatePrivate(options.Data);
        Disk.Close(options.Data);
        var folder = Path.Combine(options.Data, "journal");
        var ways = SourcesFile.Read(options.Sources, options.Data, clock);
        using var journal = FileJournal.Open(folder, "egide/edge", options.Key);
        journal.Publish();
        await using var intake = new LiveIntake(journal, [], DataMap.Shipped(), clock, (_, _) => { }, _ => { });
        var reader = new LiveReader(folder);
        intake.Restore(reader);
        var sender = new EdgeSender(reader, Path.Combine(options.Data, "forwarded"), options.Name, options.To, http, clock);
        Console.WriteLine(Language.Text($"Le bord {options.Name} envoie à {options.To} à partir de la position {sender.Position}. Ctrl-C arrête ; rien n’est perdu.", $"Edge {options.Name} sends to {options.To} from position {sender.Position} on. Ctrl-C stops it; nothing is lost."));
        var running = ways.Sources.Select(source => source.Run(intake, cancel)).Append(sender.Run(cancel)).Append(Tell(ways, sender, cancel)).ToList();
        // One that cannot work (an address in use) ends the edge, loudly.
        await await Task.WhenAny(running);
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task Tell(WaysIn ways, EdgeSender sender, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Told);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel))
                foreach (var state in ways.States.Append(sender.State))
                    Console.WriteLine($"{state.Kind} {state.Where} {string.Join(' ', state.Counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}"))}{(state.Fault is { } fault ? $" ! {fault.What}" : "")}");
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }
}
