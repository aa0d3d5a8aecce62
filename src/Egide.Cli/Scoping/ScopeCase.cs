using Egide.Connectors.Context;
using Egide.Connectors.Files;
using Egide.Detect;
using Egide.Observe.Context;
using Egide.Scope;

namespace Egide.Cli.Scoping;

/// <summary>A result opened again: its trail, its register, the evidence on its sessions; the extent can be drawn up under any words.</summary>
internal sealed class ScopeCase : IDisposable
{
    private readonly Trail _trail;

    private ScopeCase(string folder, CaseFile file, RegionContext context)
    {
        (Folder, File, Context) = (folder, file, context);
        _trail = new Trail(Path.Combine(folder, "trail"));
        _trail.Complete();
        var controllers = file.Controllers.ToList();
        int Number(string? name)
        {
            if (name is null) return -1;
            var number = controllers.IndexOf(name);
            if (number >= 0) return number;
            controllers.Add(name);
            return controllers.Count - 1;
        }

        Extent = new Extent(_trail, context, number => number < 0 ? null : controllers[number], Number, number => number < 0 ? "?" : file.Sources[number]);
    }

    /// <summary>The result's folder.</summary>
    public string Folder { get; }

    /// <summary>What the result kept.</summary>
    public CaseFile File { get; }

    /// <summary>The region.</summary>
    public RegionContext Context { get; }

    /// <summary>The exposure.</summary>
    public Extent Extent { get; }

    /// <summary>Opens a result; the context is read again from where it was.</summary>
    /// <exception cref="FileNotFoundException">The folder is no result, or its context is gone.</exception>
    /// <exception cref="InvalidDataException">The context is not what the result was made with.</exception>
    public static ScopeCase Open(string folder, IReadOnlyList<string> elsewhere)
    {
        if (!System.IO.File.Exists(Path.Combine(folder, CaseFile.Name)))
            throw new FileNotFoundException(Language.Text($"{folder} n’est pas un résultat d’egide investigate (pas de {CaseFile.Name}).", $"{folder} is no result of egide investigate (no {CaseFile.Name})."));
        var file = CaseFile.Read(folder);
        var paths = elsewhere.Count > 0 ? elsewhere : file.Paths;
        foreach (var path in paths)
            if (!Path.Exists(path))
                throw new FileNotFoundException(Language.Text($"Le contexte {path} n’est plus là : dire où il est avec --context.", $"The context {path} is no longer there: say where it is with --context."));
        var context = new RegionContext();
        var reader = new ContextReader(context, _ => { });
        foreach (var one in TrailFiles.Walk(paths, _ => { }, result: folder))
            if (ContextReader.Recognises(one)) reader.Read(one);
        reader.Complete();
        if (context.Digest != file.Register)
            throw new InvalidDataException(Language.Text(
                "Le contexte (patients, organismes, profils) n’est pas celui du résultat : relancer egide investigate avec le nouveau, ou donner l’ancien avec --context.",
                "The context (patients, organisations, profiles) is not the result's: run egide investigate again with the new one, or give the old one with --context."));
        return new ScopeCase(folder, file, context);
    }

    /// <summary>An incident by its id.</summary>
    public CaseIncident Incident(string? id)
    {
        if (id is null && File.Incidents.Count == 1) return File.Incidents[0];
        var known = string.Join(", ", File.Incidents.Select(i => i.Id));
        return File.Incidents.FirstOrDefault(i => i.Id == id) ?? throw new ArgumentException(File.Incidents.Count == 0
            ? Language.Text("Ce résultat n’a pas d’incident.", "This result has no incident.")
            : Language.Text($"Dire quel incident, avec --incident : {known}.", $"Say which incident, with --incident: {known}."));
    }

    /// <summary>Draws up all incidents' extents under what was said.</summary>
    public Dictionary<string, ExtentCounts> Draw(IReadOnlyDictionary<string, bool> words)
    {
        var numbers = File.Accounts.Index().ToDictionary(a => a.Item.Key, a => a.Index);
        Extent.Attribute(File.Incidents.SelectMany(i => i.Accounts.SelectMany(a => Sessions(a, words).Select(s => new CaseSession(i.Id, numbers[a.Key], s.Session.Key, s.PIntruder)))
            .Concat(i.Unplaced.Select(u => new CaseSession(i.Id, -1, u, CaseIncident.PUnplaced)))));
        return File.Incidents.ToDictionary(i => i.Id, i => Extent.Count(i.Id));
    }

    /// <summary>An account's sessions with P(intruder) under what was said.</summary>
    public static IEnumerable<(SessionEvidence Session, double PIntruder)> Sessions(CaseAccount account, IReadOnlyDictionary<string, bool> words)
    {
        var told = account.Sessions.Select(s => s with { Word = Attribution.WordOf(words, s.Id, s.Address) }).ToList();
        return told.Zip(Attribution.Of(told, account.OnlyTied));
    }

    /// <summary>Closes the trail.</summary>
    public void Dispose() => _trail.Dispose();
}
