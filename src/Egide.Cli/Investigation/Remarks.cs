using Egide.Connectors.Files;
using Egide.Observe.Context;

namespace Egide.Cli.Investigation;

/// <summary>What a reader must know of the inputs: what was not given, what could not be read.</summary>
internal sealed class Remarks
{
    private const int Most = 50;

    // A part of the file was not read; what it held is not known.
    private static readonly HashSet<string> NotWhole = new(StringComparer.Ordinal)
    {
        ProblemCode.NotFound, ProblemCode.NoPermission, ProblemCode.Damaged, ProblemCode.ExpansionLimit, ProblemCode.NestingLimit, ProblemCode.CannotOpen,
        ProblemCode.Shrank, ProblemCode.ReadFailed, ProblemCode.BadMapping,
    };

    private readonly List<IntakeProblem> _problems = [];
    private readonly HashSet<(string Path, string Code)> _said = [];

    /// <summary>Takes a problem; the same of the same file once, as context and trails are walked one after the other.</summary>
    public void Take(IntakeProblem problem)
    {
        lock (_said)
        {
            if (problem.Code == ProblemCode.BadRow || _said.Add((problem.Path, problem.Code))) _problems.Add(problem);
        }
    }

    /// <summary>Files that could not be read whole.</summary>
    public List<(string Path, Text Why)> Unread => [.. _problems.Where(p => NotWhole.Contains(p.Code)).DistinctBy(p => p.Path).Select(p => (p.Path, p.Sentence))];

    /// <summary>Files of the context of which something does not count, though they could be read.</summary>
    public List<(string Path, Text Why)> LeftOut =>
    [
        .. _problems.Where(p => p.LeftOut > 0).GroupBy(p => p.Path).Select(g => (g.Key, Rows(g.Sum(p => p.LeftOut)))),
        .. _problems.Where(p => p.Code == ProblemCode.Misplaced || (p.Code == ProblemCode.BadRow && p.LeftOut == 0)).Select(p => (p.Path, p.Sentence)),
    ];

    /// <summary>The first problem, in the language of the run.</summary>
    public string? First => _problems.Count == 0 ? null : Told(_problems[0].Path, _problems[0].Sentence).In(Language.Code);

    /// <summary>The sentences.</summary>
    public List<Text> Of(InvestigationOptions options, RegionContext context)
    {
        var remarks = new List<Text>();
        if (options.Since is { } since) remarks.Add(new($"Rien d’antérieur au {At(since)} n’a été examiné, comme demandé.", $"Nothing before {At(since)} was looked at, as asked."));
        if (options.Until is { } until) remarks.Add(new($"Rien à partir du {At(until)} n’a été examiné, comme demandé.", $"Nothing from {At(until)} on was looked at, as asked."));
        if (context.Accounts == 0) remarks.Add(new("Aucun annuaire de comptes n’a été donné : les comptes sont ceux que les traces nomment.", "No directory of accounts was given: accounts are those the trail names."));
        if (context.CareRelationships == 0) remarks.Add(new("Aucune relation de soins n’a été donnée : les accès étrangers n’ont pas pu être jugés.", "No care relationships were given: foreign access could not be judged."));
        if (context.Networks.Count == 0) remarks.Add(new("Aucune liste de réseaux n’a été donnée : les adresses sont jugées par l’habitude seule.", "No list of networks was given: addresses are judged by habit alone."));
        if (context.Identities.Count == 0)
            remarks.Add(new("Aucun registre de patients n’a été donné : les personnes sont comptées par identifiant, et aucune recherche n’a pu être rejouée.", "No patient register was given: persons are counted by identifier, and no search could be run again."));
        if (context.Organisations == 0)
            remarks.Add(new("Aucune organisation n’a été donnée : les établissements responsables ne sont pas nommés, et il faut les établir pour notifier.", "No organisation was given: the answerable establishments are not named, and must be found in order to notify."));
        // How much does not count must be there however many other remarks there are.
        remarks.AddRange(_problems.Where(p => p.LeftOut > 0).GroupBy(p => p.Path).Where(g => g.Sum(p => p.LeftOut) > 1).Select(g => Told(g.Key, Rows(g.Sum(p => p.LeftOut)))));
        remarks.AddRange(_problems.Take(Most).Select(p => Told(p.Path, p.Sentence)));
        if (_problems.Count > Most) remarks.Add(new($"Et {_problems.Count - Most} autres remarques de lecture.", $"And {_problems.Count - Most} more remarks on reading."));
        return remarks;
    }

    private static Text Told(string path, Text sentence) => new($"{path} : {sentence.Fr}", $"{path}: {sentence.En}");

    private static Text Rows(long count) => new(
        count == 1 ? "Une ligne, une ressource ou un message est inutilisable et ne compte pas." : $"{count} lignes, ressources ou messages sont inutilisables et ne comptent pas.",
        count == 1 ? "One row, resource or message cannot be used and does not count." : $"{count} rows, resources or messages cannot be used and do not count.");

    private static string At(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm zzz", System.Globalization.CultureInfo.InvariantCulture);
}
