using System.Globalization;
using Egide.Detect;
using Egide.Observe;
using Egide.Scope;

namespace Egide.Report;

/// <summary>Makes the dossier once the pass is over: judged, attributed, scoped, told.</summary>
internal sealed class DossierMaker(Standpoint known)
{
    private readonly Judge _judge = new(known.Watch);
    private readonly Dictionary<int, double[]> _attribution = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>What is needed to draw the extent up again, once made.</summary>
    public Func<CaseFile>? Case { get; private set; }

    /// <summary>Everything but what only the caller knows (journal, inputs, counts).</summary>
    public Dossier Make(Dossier about)
    {
        var days = known.Span.Last > known.Span.First ? (double)(known.Span.Last - known.Span.First) / Instant.Day : 1;
        var groups = _judge.Incidents(known.Flow.Options.CasesPerDay, days);
        var askedFor = AddAskedFor(groups);
        groups = AddKept(groups);
        var words = known.Flow.Kept.Values.SelectMany(kept => kept.Sessions).GroupBy(s => s.Key).ToDictionary(g => g.Key, g => g.First().Value, StringComparer.Ordinal);
        foreach (var group in groups)
            foreach (var member in group) _attribution[member.Account] = Keep(member.Account, _judge.Attribute(member.Account, IsOnlyTied(group, member.Score), known.Flow.Options.Words), words);
        var named = groups.Select(group => (Id: NameOf(group), Group: group)).ToList();
        known.Flow.Told.Clear();
        foreach (var (id, group) in named)
            known.Flow.Told[id] = new KeptIncident(id, group.ToDictionary(a => known.Watch.Accounts[a.Account].Key, a => a.Score, StringComparer.Ordinal),
                group.SelectMany(a => _judge.SessionsOf(a.Account).Select((s, i) => (Name: SessionName(s), P: _attribution[a.Account][i]))).GroupBy(s => s.Name).ToDictionary(g => g.Key, g => g.Max(s => s.P), StringComparer.Ordinal));
        known.Flow.Extent.Attribute(named.SelectMany(n => n.Group.SelectMany(a => _judge.SessionsOf(a.Account).Select((s, i) => new CaseSession(n.Id, a.Account, s.Key, _attribution[a.Account][i])))
            .Concat(Unplaced(n.Group).Select(u => new CaseSession(n.Id, -1, u, CaseIncident.PUnplaced)))));
        var maker = new IncidentMaker(known, _judge, _attribution, known.Sources, NotUnderstood(known.Sources));
        var incidents = named.Select(n => maker.Make(n.Id, n.Group, n.Group is [var only] && askedFor.Contains(only.Account))).ToList();
        Case = () => new CaseFile
        {
            Sources = known.Flow.SourceNames, Controllers = known.Flow.ControllerNames, Register = known.Flow.Context.Digest,
            Accounts = [.. known.Watch.Accounts.Select(a => new CaseName(a.Key, a.PersonName))],
            Incidents = [.. named.Select(n => new CaseIncident(n.Id, [.. n.Group.Select(a => new CaseAccount(
                known.Watch.Accounts[a.Account].Key, known.Watch.Accounts[a.Account].PersonName, IsOnlyTied(n.Group, a.Score), [.. _judge.EvidenceOf(a.Account, null)]))], [.. Unplaced(n.Group)]))],
        };
        List<Text> absent = [.. NotMet()];
        return about with
        {
            Absent = absent,
            Incidents = incidents,
            Sources = known.Sources,
            Counts = about.Counts with { Duplicates = known.Absorbed.Duplicates, Joined = known.Absorbed.Joined },
            Remarks = [.. about.Remarks, .. ClockRemark(), .. absent],
            Findings = [.. incidents.SelectMany(i => i.Findings), .. Others(groups.SelectMany(g => g).Select(a => a.Account).ToHashSet())],
            Timeline = [.. incidents.SelectMany(maker.Timeline).OrderBy(t => t.At)],
            Seen = (known.Watch.Accounts.Count, known.Watch.Begun),
            OrganisationNames = incidents.SelectMany(i => i.Controllers.Keys).Distinct()
                .Where(c => known.Flow.Context.OrganisationOf(c)?.Name is not null).ToDictionary(c => c, c => known.Flow.Context.OrganisationOf(c)!.Name!),
        };
    }

    // An incident is the one its first-named account stood in before; a new one takes the next number.
    private string NameOf(List<(int Account, double Score)> group)
    {
        var keys = group.Select(a => known.Watch.Accounts[a.Account].Key).ToList();
        var name = keys.Select(known.Flow.IncidentNames.GetValueOrDefault).FirstOrDefault(known => known is not null && _taken.Add(known));
        for (var i = 1; name is null; i++)
        {
            var next = string.Create(CultureInfo.InvariantCulture, $"INC-{i}");
            if (!known.Flow.IncidentNames.ContainsValue(next) && _taken.Add(next)) name = next;
        }

        foreach (var key in keys) known.Flow.IncidentNames[key] = name;
        return name;
    }

    // Lines from where an intruder of the incident came, with his browser, that no record puts to an account.
    private IEnumerable<int> Unplaced(List<(int Account, double Score)> group)
    {
        var places = group.SelectMany(a => _judge.SessionsOf(a.Account).Where((_, i) => _attribution[a.Account][i] >= 0.5)).Select(s => (s.Address, s.Agent)).ToHashSet();
        return known.Watch.Unplaced.Where(u => places.Contains(u.Key)).Select(u => u.Value).Order();
    }

    // One asked for by name stands by that.
    private static bool IsOnlyTied(List<(int Account, double Score)> group, double score) => group.Count > 1 && score < Judge.Line;

    private IEnumerable<Text> ClockRemark()
    {
        if (known.Bounds.ClockBehind)
            yield return new("La plupart des traces sont datées d’après l’horloge de cette machine : c’est elle qui retarde, et aucune date n’a été écartée pour cela.",
                "Most of the trail is dated after this machine's clock: the clock is behind, and no date was set aside for that.");
    }

    // What is understood to be no audit event (a CSV's header, a Patient) hides nothing.
    private static long NotUnderstood(IEnumerable<SourceDossier> sources) => sources.Where(s => !s.Document).SelectMany(s => s.Quarantined).Where(q => q.Key != UnreadCode.NotAuditEvent).Sum(q => q.Value);

    // Accounts the responder names are looked at whatever their score.
    private HashSet<int> AddAskedFor(List<List<(int Account, double Score)>> groups)
    {
        var added = new HashSet<int>();
        foreach (var account in known.Watch.Accounts)
        {
            if (!known.Flow.Options.Accounts.Any(asked => Is(account, asked))) continue;
            if (groups.Any(g => g.Any(a => a.Account == account.Id)) || _judge.SessionsOf(account.Id).Count == 0) continue;
            groups.Add([(account.Id, _judge.SessionsOf(account.Id).Max(s => s.Total))]);
            added.Add(account.Id);
        }

        return added;
    }

    private static bool Is(AccountState account, string asked) =>
        asked.Equals(account.Name, StringComparison.OrdinalIgnoreCase) || asked.Equals(account.Key, StringComparison.OrdinalIgnoreCase) || asked.Equals(account.Practitioner, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<Text> NotMet() =>
        known.Flow.Options.Accounts.Where(asked => !known.Watch.Accounts.Any(account => Is(account, asked) && _judge.SessionsOf(account.Id).Count > 0)).Select(asked => new Text(
            $"Compte demandé et absent des traces : « {asked} ». L’écrire comme la source le nomme, « fournisseur|identifiant » ou par le RPPS.",
            $"Account asked for and not in the trails: \"{asked}\". Write it as the source names it, idp|id or by the RPPS."));

    private string SessionName(SessionRecord session) => KeptIncident.NameOf(known.Watch.Accounts[session.Account].Key, session.FileId, session.Start);

    private double[] Keep(int account, double[] now, Dictionary<string, double> words)
    {
        if (words.Count == 0) return now;
        var sessions = _judge.SessionsOf(account);
        for (var i = 0; i < now.Length; i++)
            if (words.TryGetValue(SessionName(sessions[i]), out var then)) now[i] = then;
        return now;
    }

    // An incident that was told before its base was deleted still stands, with all its accounts in one.
    private List<List<(int Account, double Score)>> AddKept(List<List<(int Account, double Score)>> groups)
    {
        if (known.Flow.Kept.Count == 0) return groups;
        foreach (var kept in known.Flow.Kept.Values)
        {
            var members = known.Watch.Accounts.Where(a => kept.Accounts.ContainsKey(a.Key)).Select(a => (Account: a.Id, Score: kept.Accounts[a.Key])).ToList();
            // It ends with its last session: released from its hold, its records go like all others.
            if (!members.Exists(m => _judge.SessionsOf(m.Account).Any(s => kept.Sessions.ContainsKey(SessionName(s))))) continue;
            var its = members.Select(m => m.Account).ToHashSet();
            var touched = groups.Where(g => g.Exists(a => its.Contains(a.Account))).ToList();
            var whole = touched.SelectMany(g => g).Concat(members).GroupBy(a => a.Account).Select(g => (Account: g.Key, Score: g.Max(a => a.Score))).OrderByDescending(a => a.Score).ToList();
            groups = [.. groups.Except(touched), whole];
        }

        return [.. groups.OrderByDescending(g => g.Sum(a => a.Score))];
    }

    // Below the line of a case, findings still stand in the file: the heaviest thousand.
    private IEnumerable<Finding> Others(HashSet<int> told) =>
        known.Watch.Sessions.Where(s => s.Total >= 4 && s.Accesses > 0 && !told.Contains(s.Account)).OrderByDescending(s => s.Total).Take(1000)
            .SelectMany(s => Findings(known, s, 2));

    /// <summary>The findings of a session: one for each family that weighs enough.</summary>
    internal static IEnumerable<Finding> Findings(Standpoint known, SessionRecord session, double least, SessionShown? shown = null)
    {
        var account = known.Watch.Accounts[session.Account];
        var network = IncidentMaker.Place(known.Watch.Around, known.Flow.Context, session.Address);
        foreach (var family in Enum.GetValues<Family>())
        {
            var score = session.Scores[(int)family];
            if (score < least) continue;
            var evidence = session.Evidence.Length > (int)family ? session.Evidence[(int)family] : [];
            if (evidence.Length == 0 && session.Evidence.Length > 0) evidence = session.Evidence[(int)Family.SignIn];
            yield return new Finding(
                string.Create(CultureInfo.InvariantCulture, $"{Sentences.Detector(family)}-{session.Key}"), Sentences.Detector(family), account.Key, IncidentMaker.IdOf(session),
                Instant.ToDateTimeOffset(session.FirstFindingAt != 0 ? session.FirstFindingAt : session.End), Math.Round(score, 2), Sentences.Of(family, session, network, shown), evidence);
        }
    }
}
