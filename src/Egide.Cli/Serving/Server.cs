using Egide.Cli.Investigation;
using Egide.Connectors.Context;
using Egide.Connectors.Files;
using Egide.Connectors.Live;
using Egide.Connectors.Mapped;
using Egide.Journal;
using Egide.Observe.Context;
using Egide.Web;
using Egide.Web.Live;
using Egide.Web.Retention;
using Egide.Web.SignIn;

namespace Egide.Cli.Serving;

/// <summary>Runs a station and its site until asked to stop.</summary>
internal sealed class Server(ServeOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Told = TimeSpan.FromSeconds(15);

    public async Task Run(CancellationToken cancel)
    {
        // What asks for a stop waits for a task that it knows: it knows this one from the first await on.
        await Task.Yield();
        Disk.KeepPrivate();
        var (certificate, clients) = (ServerTls.Of(options), ServerTls.Clients(options.ClientAuthority));
        var provider = Provider();
        var retention = Policy(options.Data, options.Retention);
        var demo = options.Demo ? Demonstration.Make(Path.Combine(options.Data, "demo"), cancel) : null;
        var mappings = new List<Mapping>();
        var paths = demo is null ? options.Context : [demo.Context, demo.Trails];
        var context = ReadContext(paths, mappings, demo is not null);
        var ways = options.Sources is { } file ? SourcesFile.Read(file, options.Data, clock) : new WaysIn();
        if (demo is not null) ways.Sources.Add(demo);
        Say(Language.Text("Lecture du journal…", "Reading the journal…"));
        await using var station = Station.Start(new StationOptions
        {
            Data = options.Data, Key = options.Key, Lateness = options.Lateness, CasesPerDay = options.CasesPerDay, Context = options.Context,
            Ways = ways, Retention = retention,
            Fallen = (way, why) => Console.Error.WriteLine(Language.Text($"Rien n’arrive par {way.Kind} {way.Where} : {why} Nouvel essai en cours.", $"Nothing comes in by {way.Kind} {way.Where}: {why} It is being tried again.")),
        }, context, mappings, clock);
        var links = new Links(clock);
        var at = new SiteOptions { Url = options.Url, Certificate = certificate, Clients = clients, Provider = provider };
        await using var site = Site.Build(at, station, links);
        try
        {
            await site.StartAsync(cancel);
        }
        catch (IOException fault)
        {
            throw new IOException(Language.Text($"{options.Url} ne peut pas être écouté ({fault.Message}). Choisir une autre adresse avec --urls.", $"{options.Url} cannot be listened on ({fault.Message}). Choose another address with --urls."), fault);
        }

        if (!await IsRead(station, cancel)) return;
        Welcome(links, at);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await site.StopAsync(CancellationToken.None);
    }

    // However long it takes, people see that it goes on, and that nothing is lost meanwhile.
    private async Task<bool> IsRead(Station station, CancellationToken cancel)
    {
        while (await Task.WhenAny(station.Ready, Task.Delay(Told, clock, cancel)) != station.Ready)
        {
            if (cancel.IsCancellationRequested) return false;
            Say(Language.Text($"Le journal est relu : {Said.Number(station.Reread)} entrées sur {Said.Number(station.Count)}. Ce qui arrive est reçu et gardé.", $"The journal is read again: {Said.Number(station.Reread)} entries of {Said.Number(station.Count)}. What comes in is received and kept."));
        }

        await station.Ready;
        return true;
    }

    private static void Welcome(Links links, SiteOptions at)
    {
        var provider = at.Provider;
        // With a provider, people come from there: the link is left to whoever sits at this machine, and opens the settings alone.
        var first = new Person(Environment.UserName, provider is null ? Enum.GetValues<Role>() : [Role.Administrator]);
        if (provider is not null) Say(Language.Text($"Égide est en marche ; on y entre avec {provider.Label} : {at.Url}", $"Égide is running; people sign in with {provider.Label}: {at.Url}"));
        if (provider is null || at.IsLoopback)
        {
            var link = new Uri(at.Here, "/sign-in?secret=" + links.Issue(first));
            Say(provider is null ? Language.Text($"Égide est en marche. Ouvrir, une fois et dans le quart d’heure :\n{link}", $"Égide is running. Open, once and within a quarter of an hour:\n{link}")
                : Language.Text($"Réglages seuls, une fois et dans le quart d’heure :\n{link}", $"Settings alone, once and within a quarter of an hour:\n{link}"));
        }

        if (provider is null && !at.IsLoopback)
            Say(Language.Text("Sans fournisseur d’identité (sign-in.yaml), la console ne s’ouvre que depuis cette machine ; les traces viennent aussi d’ailleurs.", "Without an identity provider (sign-in.yaml), the console opens on this machine alone; trails come in from elsewhere too."));
        Say(Language.Text("Ctrl-C arrête ; rien n’est perdu.", "Ctrl-C stops it; nothing is lost."));
    }

    private ProviderSettings? Provider()
    {
        var path = options.SignIn ?? Path.Combine(options.Data, ProviderFile.Name);
        if (options.SignIn is null && !File.Exists(path)) return null;
        try
        {
            return ProviderFile.Read(path);
        }
        catch (SettingsException fault)
        {
            throw new InvalidDataException(Language.Text(fault.Reason.Fr, fault.Reason.En), fault);
        }
    }

    /// <summary>The policy of a data folder, or of a file when one is named.</summary>
    /// <exception cref="InvalidDataException">It cannot be used; the message is in the reader's language.</exception>
    public static RetentionPolicy Policy(string data, string? file)
    {
        try
        {
            return RetentionFile.Of(data, file);
        }
        catch (SettingsException fault)
        {
            throw new InvalidDataException(Language.Text(fault.Reason.Fr, fault.Reason.En), fault);
        }
    }

    private static void Say(string what)
    {
        Console.WriteLine(what);
        Console.Out.Flush();
    }

    /// <summary>Reads context as it lies in files, and says what it lacks.</summary>
    public static RegionContext ReadContext(IReadOnlyList<string> paths, List<Mapping> mappings, bool demo)
    {
        foreach (var path in paths)
            if (!Path.Exists(path)) throw new FileNotFoundException(Language.Text($"{path} n’existe pas.", $"{path} does not exist."));
        var context = new RegionContext();
        var reader = new ContextReader(context, Tell);
        foreach (var file in TrailFiles.Walk(paths, Tell))
        {
            if (MappingFile.LooksLike(file.Head.Span))
            {
                if (MappingFile.Read(file, Tell) is { } mapping) mappings.Add(mapping);
            }
            else if (!ContextReader.Recognises(file) && !file.Name.EndsWith(".mmdb", StringComparison.Ordinal) || !reader.Read(file))
            {
                // A demonstration's trails are walked as well, for the mappings among them.
                if (!demo && !Documents.Is(file)) Tell(ContextReader.NoContext(file));
            }
            else if (reader.HoldsMore)
            {
                Tell(ContextReader.MoreThanContext(file));
            }
        }

        reader.Complete();
        if (!demo && paths.Count == 0)
            Say(Language.Text("Sans contexte (--context) : ni relations de soins, ni registre, ni réseaux ; ce qui en dépend ne sera pas jugé.", "Without context (--context): no care relationships, register or networks; what rests on them is not judged."));
        return context;

        static void Tell(IntakeProblem problem) => Console.Error.WriteLine(Language.Text($"{problem.Path} : {problem.Sentence.Fr}", $"{problem.Path}: {problem.Sentence.En}"));
    }
}
