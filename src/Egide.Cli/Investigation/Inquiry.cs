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

    private readonly List<IntakeProblem> _problems = [];
    private readonly Dictionary<string, Dictionary<string, long>> _quarantined = new(StringComparer.Ordinal);
    private readonly HashSet<string> _contextFiles = new(StringComparer.Ordinal);
    private readonly List<Mapping> _mappings = [];
    private long _quarantineCount;

    /// <summary>Shown the flow once it has concluded, before its files are closed: for measurements.</summary>
    public Action<Flow>? Inspect { get; init; }

    public Dossier Run(CancellationToken cancel)
    {
        foreach (var path in options.Paths.Concat(options.Context))
            if (!Path.Exists(path)) throw new FileNotFoundException(Language.Text($"{path} n’existe pas.", $"{path} does not exist."));
        Directory.CreateDirectory(options.Out);
        using var guard = Guard();
        var settlement = new Settlement(options.Out);
        settlement.Begin();
        var work = settlement.Work;
        var context = ReadContext(cancel);
        var map = options.DataMap is null ? DataMap.Shipped() : DataMap.With(options.DataMap);
        var words = Words.Of(options.Out);
        Dossier dossier;
        using (var flow = new Flow(new FlowOptions
        {
            Folder = work, Accounts = options.Accounts, Since = options.Since, Until = options.Until, CasesPerDay = options.CasesPerDay,
            Now = clock.GetUtcNow(), Words = words,
        }, context))
        {
            var journalFolder = Path.Combine(work, "journal");
            using (var journal = FileJournal.Open(journalFolder, "egide/investigation", options.Key))
            {
                Words.Carry(options.Out, work, journal);
                var intake = new TrailIntake(journal, _mappings, map, _problems.Add);
                ReadTrails(intake, flow, work, cancel);
                journal.Flush();
                view.Stage(Language.Text("Analyse", "Analysis"));
                flow.Pass((done, all) => view.Progress(done, all), cancel);
                view.Stage(Language.Text("Conclusions", "Conclusions"));
                dossier = flow.Conclude(About(intake, context));
                Facts.Write(journal, dossier, intake.Files, Previous());
                var checkpoint = journal.Publish();
                dossier = dossier with { Journal = (checkpoint.Origin, checkpoint.Size, checkpoint.RootText, checkpoint.VerifierKey) };
            }

            (flow.Case! with { Paths = [.. options.Paths.Concat(options.Context).Select(Path.GetFullPath)] }).Write(work);
            Inspect?.Invoke(flow);
            flow.Extent.Write(work);
            DossierFiles.Write(dossier, work, options.Language);
            using var report = File.Create(Path.Combine(work, "report.html"));
            HtmlReport.Write(dossier, options.Language, TimeZoneInfo.FindSystemTimeZoneById(Zone), report);
        }

        cancel.ThrowIfCancellationRequested();
        settlement.Settle();
        return dossier;
    }

    private RegionContext ReadContext(CancellationToken cancel)
    {
        view.Stage(Language.Text("Contexte", "Context"));
        var context = new RegionContext();
        var reader = new ContextReader(context, _problems.Add);
        foreach (var file in TrailFiles.Walk(options.Paths.Concat(options.Context), _ => { }))
        {
            cancel.ThrowIfCancellationRequested();
            if (MappingFile.LooksLike(file.Head.Span))
            {
                if (MappingFile.Read(file, _problems.Add) is not { } mapping) continue;
                _mappings.Add(mapping);
            }
            else if (!ContextReader.Recognises(file) && !file.Name.EndsWith(".mmdb", StringComparison.Ordinal) || !reader.Read(file))
            {
                continue;
            }

            _contextFiles.Add(file.Name);
        }

        reader.Complete();
        return context;
    }

    private void ReadTrails(TrailIntake intake, Flow flow, string work, CancellationToken cancel)
    {
        view.Stage(Language.Text("Lecture des traces", "Reading the trails"));
        using var stream = new StreamWriter(Path.Combine(work, "quarantine.ndjson"), false, new UTF8Encoding(false)) { NewLine = "\n" };
        foreach (var file in TrailFiles.Walk(options.Paths, _problems.Add))
        {
            if (_contextFiles.Contains(file.Name)) continue;
            intake.Read(file, flow.Observe, record => Quarantine(stream, record), cancel);
            view.Progress(intake.Done.Records, 0);
        }
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
        Sources = [.. _quarantined.OrderBy(q => q.Key, StringComparer.Ordinal).Select(q => new SourceDossier
        {
            Name = q.Key, Formats = [], Events = 0, Span = null, Quarantined = q.Value, Duplicates = 0, Grades = new Dictionary<string, long>(),
            Missing = new Dictionary<string, long>(), Score = 0, Silences = [], Drift = default, DeclarationDelay = null,
        })],
        OrganisationNames = new Dictionary<string, string>(),
        MadeAt = clock.GetUtcNow(),
        Version = typeof(Inquiry).Assembly.GetName().Version?.ToString(3) ?? "0",
        Inputs = options.Paths, Context = options.Context,
        Counts = (intake.Files.Count, intake.Done.Records, intake.Events, _quarantineCount, 0, 0),
        Remarks = Remarks(context),
    };

    private List<Text> Remarks(RegionContext context)
    {
        var remarks = new List<Text>();
        if (options.Since is { } since) remarks.Add(new($"Rien d’antérieur au {At(since)} n’a été examiné, comme demandé.", $"Nothing before {At(since)} was looked at, as asked."));
        if (options.Until is { } until) remarks.Add(new($"Rien à partir du {At(until)} n’a été examiné, comme demandé.", $"Nothing from {At(until)} on was looked at, as asked."));
        if (context.Accounts == 0) remarks.Add(new("Aucun annuaire de comptes n’a été donné : les comptes sont ceux que les traces nomment.", "No directory of accounts was given: accounts are those the trail names."));
        if (context.CareRelationships == 0) remarks.Add(new("Aucune relation de soins n’a été donnée : les accès étrangers n’ont pas pu être jugés.", "No care relationships were given: foreign access could not be judged."));
        if (context.Networks.Count == 0) remarks.Add(new("Aucune liste de réseaux n’a été donnée : les adresses sont jugées par l’habitude seule.", "No list of networks was given: addresses are judged by habit alone."));
        if (context.PatientIdentifiers == 0) remarks.Add(new("Aucun registre de patients n’a été donné : les personnes sont comptées par identifiant.", "No patient register was given: persons are counted by identifier."));
        foreach (var problem in _problems.Take(50))
            remarks.Add(new($"{problem.Path} : {problem.Sentence.Fr}", $"{problem.Path}: {problem.Sentence.En}"));
        return remarks;
    }

    private static string At(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm zzz", System.Globalization.CultureInfo.InvariantCulture);

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
