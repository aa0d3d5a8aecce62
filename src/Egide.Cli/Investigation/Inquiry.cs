using System.Text;
using System.Text.Json;
using Egide.Cli.Scoping;
using Egide.Connectors.Context;
using Egide.Connectors.Files;
using Egide.Connectors.Mapped;
using Egide.Journal;
using Egide.Observe;
using Egide.Observe.Context;
using Egide.Observe.Data;
using Egide.Report;

namespace Egide.Cli.Investigation;

/// <summary>
/// One investigation from end to end. Everything is made in a folder beside the result and takes its place only when
/// it is whole, so that stopping it at any moment leaves the last whole result, or none.
/// </summary>
internal sealed class Inquiry(InvestigationOptions options, IProgressView view, TimeProvider clock)
{
    /// <summary>The zone that people are told times in.</summary>
    public const string Zone = "Europe/Paris";

    private readonly Remarks _remarks = new();
    private readonly Dictionary<string, Dictionary<string, long>> _quarantined = new(StringComparer.Ordinal);
    private readonly HashSet<string> _documents = new(StringComparer.Ordinal);
    private readonly HashSet<string> _contextFiles = new(StringComparer.Ordinal);
    private readonly HashSet<string> _mixedFiles = new(StringComparer.Ordinal);
    private readonly List<Mapping> _mappings = [];
    private long _quarantineCount;

    /// <summary>Shown the flow once it has concluded, before its files are closed: for measurements.</summary>
    public Action<Flow>? Inspect { get; init; }

    public Dossier Run(CancellationToken cancel)
    {
        foreach (var path in options.Paths.Concat(options.Context))
            if (!Path.Exists(path)) throw new FileNotFoundException(Language.Text($"{path} n’existe pas.", $"{path} does not exist."));
        if (options.Paths.Concat(options.Context).Any(path => Full(path) == Full(options.Out)))
            throw new ArgumentException(Language.Text($"--out {options.Out} est aussi donné à lire : choisir un dossier à part pour le résultat.", $"--out {options.Out} is also given to be read: choose a folder of its own for the result."));
        using var register = options.Register is null ? null : new RegisterCopy(options.Register, view, clock, cancel);
        var made = !Directory.Exists(options.Out);
        Writable();
        using var guard = Guard();
        var settlement = new Settlement(options.Out);
        settlement.Begin();
        try
        {
            var dossier = Make(settlement.Work, register, cancel);
            cancel.ThrowIfCancellationRequested();
            settlement.Settle();
            return dossier;
        }
        catch (NothingReadException)
        {
            settlement.Abandon();
            guard.Dispose();
            if (made) Directory.Delete(options.Out);
            throw;
        }
    }

    private Dossier Make(string work, RegisterCopy? register, CancellationToken cancel)
    {
        var context = ReadContext(register, cancel);
        var map = options.DataMap is null ? DataMap.Shipped() : DataMap.With(options.DataMap);
        using var flow = new Flow(new FlowOptions
        {
            Folder = work, Accounts = options.Accounts, Since = options.Since, Until = options.Until, CasesPerDay = options.CasesPerDay,
            Now = clock.GetUtcNow(), Words = Words.Of(options.Out),
        }, context);
        using var journal = FileJournal.Open(Path.Combine(work, "journal"), "egide/investigation", options.Key);
        Words.Carry(options.Out, work, journal);
        var intake = new TrailIntake(journal, _mappings, map, _remarks.Take);
        ReadTrails(intake, flow, work, cancel);
        if (intake.Events == 0) throw NothingRead(intake);
        journal.Flush();
        view.Stage(Language.Text("Analyse", "Analysis"));
        flow.Pass((done, all) => view.Progress(done, all), cancel);
        view.Stage(Language.Text("Conclusions", "Conclusions"));
        var dossier = flow.Conclude(About(intake, context));
        Facts.Write(journal, dossier, intake.Files, Previous());
        var checkpoint = journal.Publish();
        dossier = dossier with { Journal = (checkpoint.Origin, checkpoint.Size, checkpoint.RootText, checkpoint.VerifierKey) };
        (flow.Case! with { Paths = [.. Given(register is null ? null : Path.Combine(options.Out, RegisterCopy.Name)).Select(Path.GetFullPath)] }).Write(work);
        register?.Keep(work);
        Inspect?.Invoke(flow);
        flow.Extent.Write(work);
        DossierFiles.Write(dossier, work, options.Language);
        using (var report = File.Create(Path.Combine(work, "report.html")))
            HtmlReport.Write(dossier, options.Language, TimeZoneInfo.FindSystemTimeZoneById(Zone), report);
        Outputs.Write(journal, work, checkpoint);
        journal.Publish();
        return dossier;
    }

    private NothingReadException NothingRead(TrailIntake intake)
    {
        var reasons = _quarantined.Values.SelectMany(r => r).GroupBy(r => r.Key).OrderByDescending(g => g.Sum(r => r.Value)).FirstOrDefault();
        var why = reasons is null ? "" : Language.Text($" ({_quarantineCount} enregistrements, surtout : {UnreadCode.Say(reasons.Key).Fr})", $" ({_quarantineCount} records, mostly: {UnreadCode.Say(reasons.Key).En})");
        return new NothingReadException(Language.Text(
            $"Aucun événement d’audit n’a pu être lu : {Said.Files(intake.Files.Count)}{why}. {_remarks.First}\nRien n’a été écrit. Apporter les traces d’audit (FHIR AuditEvent, ATNA/DICOM, Keycloak, LemonLDAP, Windows, journaux web), ou un fichier .mapping.yaml qui décrit un CSV.",
            $"No audit event could be read: {Said.Files(intake.Files.Count)}{why}. {_remarks.First}\nNothing was written. Bring audit trails (FHIR AuditEvent, ATNA/DICOM, Keycloak, LemonLDAP, Windows, web logs), or a .mapping.yaml file that describes a CSV."));
    }

    // A folder that cannot be made is wrong use: nothing is running yet that could be stopped half-way.
    private void Writable()
    {
        if (File.Exists(options.Out)) throw new ArgumentException(Language.Text($"--out {options.Out} est un fichier : donner un dossier.", $"--out {options.Out} is a file: give a folder."));
        try
        {
            Directory.CreateDirectory(options.Out);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException(Language.Text($"Le dossier {options.Out} ne peut pas être créé ici : en choisir un où cet utilisateur a le droit d’écrire.",
                $"The folder {options.Out} cannot be made there: choose one where this user may write."), fault);
        }
    }

    private static string Full(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    private RegionContext ReadContext(RegisterCopy? register, CancellationToken cancel)
    {
        view.Stage(Language.Text("Contexte", "Context"));
        var context = new RegionContext();
        var reader = new ContextReader(context, _remarks.Take);
        var onlyContext = false;
        foreach (var file in TrailFiles.Walk(Told(Given(register?.Folder)), _remarks.Take, result: options.Out))
        {
            cancel.ThrowIfCancellationRequested();
            if (MappingFile.LooksLike(file.Head.Span))
            {
                if (MappingFile.Read(file, _remarks.Take) is not { } mapping) continue;
                _mappings.Add(mapping);
            }
            else if (!ContextReader.Recognises(file) && !file.Name.EndsWith(".mmdb", StringComparison.Ordinal) || !reader.Read(file))
            {
                if (onlyContext && !Documents.Is(file)) _remarks.Take(ContextReader.NoContext(file));
                continue;
            }
            else if (reader.HoldsMore)
            {
                if (onlyContext) _remarks.Take(ContextReader.MoreThanContext(file));
                _mixedFiles.Add(file.Name);
                continue;
            }

            _contextFiles.Add(file.Name);
        }

        reader.Complete();
        return context;

        // What is no context among the trails is told when they are read; what was given as context is read here alone.
        IEnumerable<string> Told(IEnumerable<string> paths)
        {
            foreach (var (index, path) in paths.Index())
            {
                onlyContext = index >= options.Paths.Count;
                yield return path;
            }
        }
    }

    // The register comes last, in this run and in those that read its copy again.
    private IEnumerable<string> Given(string? register) => [.. options.Paths, .. options.Context, .. register is null ? Array.Empty<string>() : [register]];

    private void ReadTrails(TrailIntake intake, Flow flow, string work, CancellationToken cancel)
    {
        view.Stage(Language.Text("Lecture des traces", "Reading the trails"));
        using var stream = new StreamWriter(Path.Combine(work, "quarantine.ndjson"), false, new UTF8Encoding(false)) { NewLine = "\n" };
        var documents = new List<int>();
        foreach (var file in TrailFiles.Walk(options.Paths, _remarks.Take, result: options.Out))
        {
            if (_contextFiles.Contains(file.Name)) continue;
            if (Documents.Is(file)) documents.Add(intake.Files.Count);
            // What such a file holds of context was read: only the rest is trail.
            intake.Read(file, flow.Observe, Set, cancel, _mixedFiles.Contains(file.Name) ? ContextReader.IsContext : null);
            view.Progress(intake.Done.Records, 0);
        }

        intake.Complete(flow.Observe, Set);
        foreach (var document in documents.Where(number => intake.EventsByFile[number] == 0)) _documents.Add(SourceName.OfFile(intake.Files[document]));
        void Set(QuarantinedRecord record) => Quarantine(stream, record);
    }

    private void Quarantine(StreamWriter to, QuarantinedRecord record)
    {
        _quarantineCount++;
        var source = SourceName.OfFile(record.File);
        if (!_quarantined.TryGetValue(source, out var reasons)) _quarantined[source] = reasons = [];
        reasons[record.Reason] = reasons.GetValueOrDefault(record.Reason) + 1;
        to.WriteLine(JsonSerializer.Serialize(new
        {
            schema_version = DossierFiles.SchemaVersion, file = record.File, offset = record.Offset, length = record.Length, reason = record.Reason, detail = record.Detail,
            bytes = Convert.ToBase64String(record.Bytes), truncated = record.Bytes.Length < record.Length, position = record.Position,
        }));
    }

    private Dossier About(TrailIntake intake, RegionContext context) => new()
    {
        Incidents = [], Findings = [], Timeline = [], Journal = default, Seen = default,
        Sources = [.. _quarantined.Keys.Union(_remarks.Unread.Select(u => SourceName.OfFile(u.Path))).Order(StringComparer.Ordinal).Select(name => new SourceDossier
        {
            Name = name, Formats = [], Events = 0, Span = null, Quarantined = _quarantined.GetValueOrDefault(name) ?? [], Document = _documents.Contains(name),
            Remarks = [.. _remarks.Unread.Where(u => SourceName.OfFile(u.Path) == name).Select(u => u.Why).Distinct()], Duplicates = 0, Grades = new Dictionary<string, long>(),
            Missing = new Dictionary<string, long>(), Score = 0, Silences = [], Drift = default, DeclarationDelay = null,
        })],
        OrganisationNames = new Dictionary<string, string>(),
        MadeAt = clock.GetUtcNow(),
        Version = typeof(Inquiry).Assembly.GetName().Version?.ToString(3) ?? "0",
        Inputs = options.Paths, Context = options.Context,
        Counts = (intake.Files.Count, intake.Done.Records, intake.Events, _quarantineCount, 0, 0),
        Remarks = _remarks.Of(options, context),
        Unread = _remarks.Unread,
        LeftOut = _remarks.LeftOut,
        Register = (context.Identities.Count, Enumerable.Range(0, context.Identities.Count).Count(row => context.Identities[row].From == long.MinValue), [.. context.Profiles.Select(p => p.Source)]),
    };

    private FileStream Guard()
    {
        try
        {
            return new FileStream(Path.Combine(options.Out, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException fault)
        {
            throw new IOException(Language.Text($"Une autre analyse écrit dans {options.Out} : attendre sa fin, ou choisir un autre dossier.",
                $"Another investigation writes into {options.Out}: wait for it, or choose another folder."), fault);
        }
    }

    private string? Previous()
    {
        var path = Path.Combine(options.Out, "journal", "checkpoint");
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }
}
