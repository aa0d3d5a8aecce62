using Egide.Detect;
using Egide.Observe;
using Egide.Observe.Context;

namespace Egide.Report;

/// <summary>Tells one incident: accounts, sessions, infrastructure, extent, medical statement, coverage.</summary>
internal sealed class IncidentMaker(
    Standpoint known, Judge judge, IReadOnlyDictionary<int, double[]> attribution, IReadOnlyList<SourceDossier> sources, long quarantined)
{
    private const double Intruder = 0.9;
    private const double Carer = 0.1;

    public IncidentDossier Make(string id, IReadOnlyList<(int Account, double Score)> group, bool asked)
    {
        var all = group.SelectMany(a => judge.SessionsOf(a.Account).Select((s, i) => (Session: s, P: attribution[a.Account][i]))).ToList();
        var hostile = all.Where(s => s.P >= 0.5).Select(s => s.Session).ToList();
        if (hostile.Count == 0) hostile = [all.MaxBy(s => s.P).Session];
        var (from, to) = (hostile.Min(s => s.Start), hostile.Max(s => s.End));
        var around = all.Where(s => s.Session.End >= from - 7 * Instant.Day && s.Session.Start <= to + 7 * Instant.Day).OrderBy(s => s.Session.Start).ToList();
        var counts = known.Flow.Extent.Count(id);
        var shown = known.Flow.Extent.Sessions(id);
        var coverage = new CoverageJudge(known, sources, quarantined).Judge(from, to);
        var accounts = group.Select(a => Account(a.Account, a.Score, from, to)).ToList();
        var opened = hostile.Select(s => s.FirstFindingAt).Where(t => t != 0).DefaultIfEmpty(hostile.Min(s => s.End)).Min();
        return new IncidentDossier
        {
            Id = id,
            OpenedAt = Instant.ToDateTimeOffset(opened),
            Status = asked ? "watch" : "open",
            Title = Title(accounts.Count, all.Max(s => s.P)),
            Accounts = accounts,
            From = Instant.ToDateTimeOffset(from),
            To = Instant.ToDateTimeOffset(to),
            Ongoing = known.Span.Last - to < 12 * Instant.Hour,
            Sessions = [.. around.Select(s => Session(id, s.Session, s.P, shown))],
            Infrastructure = Infrastructure(hostile, [.. group.Select(a => a.Account)]),
            Persons = counts.Persons,
            Categories = counts.Categories,
            Controllers = counts.Controllers,
            CategoriesByController = counts.Both,
            Unnamed = (counts.UnnamedSearches, counts.UnnamedPersons),
            Replays = counts.Replays,
            Known = counts.Known,
            Medical = MedicalJudge.Judge(counts, coverage.Complete),
            Complete = coverage.Complete,
            Gaps = coverage.Gaps,
            Hours = Hours(around),
            Findings = [.. all.Where(s => s.P >= Carer).SelectMany(s => DossierMaker.Findings(known, s.Session, Watch.LeastTold, SessionPersons(shown, s.Session))).OrderByDescending(f => f.Score)],
        };
    }

    public IEnumerable<TimelineEntry> Timeline(IncidentDossier incident)
    {
        foreach (var session in incident.Sessions.Where(s => s.Verdict == SessionVerdict.Intruder))
        {
            var record = known.Watch.SessionOf(session.Key);
            var position = record.Evidence.Length > 0 && record.Evidence[0].Length > 0 ? record.Evidence[0][0] : -1;
            yield return new TimelineEntry(session.Start, "intruder", new($"Début de session sur {session.Account} depuis {session.Address ?? "?"}", $"Session begins on {session.Account} from {session.Address ?? "?"}"), position);
            yield return new TimelineEntry(session.End, "intruder", new(
                $"Fin de session sur {session.Account} : {Typography.French(session.Searches, "recherche", "recherches")} (pages comprises), a vu {Sentences.Seen(session).Fr}",
                $"Session ends on {session.Account}: {Typography.English(session.Searches, "search", "searches")} (pages included), saw {Sentences.Seen(session).En}"), -1);
        }

        if (incident.Status == "open") yield return new TimelineEntry(incident.OpenedAt, "egide", new($"Les éléments suffisent pour ouvrir {incident.Id}", $"The evidence suffices to open {incident.Id}"), -1);
    }

    // Never surer than the surest of its sessions.
    private static Text Title(int accounts, double surest)
    {
        var (one, fr, en) = (accounts == 1, $"{accounts} comptes professionnels", $"{accounts} professional accounts");
        return surest switch
        {
            >= Intruder => one ? new("Un compte professionnel utilisé par un tiers", "One professional account used by someone else") : new($"{fr} utilisés par un tiers", $"{en} used by someone else"),
            > Carer => one ? new("Un compte professionnel peut-être utilisé par un tiers", "One professional account perhaps used by someone else") : new($"{fr} peut-être utilisés par un tiers", $"{en} perhaps used by someone else"),
            _ => one ? new("Un compte professionnel examiné : rien n’y vient d’un tiers", "One professional account looked at: nothing in it is someone else’s") : new($"{fr} examinés : rien n’y vient d’un tiers", $"{en} looked at: nothing in them is someone else’s"),
        };
    }

    internal static string IdOf(SessionRecord session) => session.FileId;

    internal static string? Place(Surroundings around, RegionContext context, int address)
    {
        var network = around.NetworkOf(address);
        if (network is null) return null;
        var name = network.Organisation is { } organisation ? context.OrganisationOf(organisation)?.Name ?? organisation : network.AsName;
        return string.Join(", ", new[] { network.Kind, name, network.Country }.Where(p => !string.IsNullOrEmpty(p)));
    }

    private IncidentAccount Account(int account, double score, long from, long to)
    {
        var state = known.Watch.Accounts[account];
        var own = judge.SessionsOf(account).Where((_, i) => attribution[account][i] >= 0.5).ToList();
        return new IncidentAccount(state.IdentityProvider, state.Name, state.Practitioner, state.PersonName, Math.Round(score, 2),
            Instant.ToDateTimeOffset(own.Count > 0 ? own.Min(s => s.Start) : from), Instant.ToDateTimeOffset(own.Count > 0 ? own.Max(s => s.End) : to));
    }

    private static SessionShown? SessionPersons(Dictionary<int, SessionShown> shown, SessionRecord session) => shown.TryGetValue(session.Key, out var persons) ? persons : null;

    private AttributedSession Session(string incident, SessionRecord session, double p, Dictionary<int, SessionShown> shown) => new()
    {
        Incident = incident,
        Account = known.Watch.Accounts[session.Account].Key,
        Session = IdOf(session),
        Key = session.Key,
        Start = Instant.ToDateTimeOffset(session.Start),
        End = Instant.ToDateTimeOffset(session.End),
        Address = known.Watch.Around.Addresses.Text(session.Address),
        UserAgent = known.Watch.Around.UserAgents.Text(session.Agent),
        Site = Place(known.Watch.Around, known.Flow.Context, session.Address),
        PIntruder = p,
        Verdict = p >= Intruder ? SessionVerdict.Intruder : p <= Carer ? SessionVerdict.Carer : SessionVerdict.Undecided,
        Reasons = Sentences.Reasons(session, Place(known.Watch.Around, known.Flow.Context, session.Address), SessionPersons(shown, session)),
        Shown = SessionPersons(shown, session),
        Accesses = session.Accesses,
        Searches = session.Searches,
        Patients = session.Patients,
        ForeignPatients = session.Foreign,
    };

    private List<Infrastructure> Infrastructure(List<SessionRecord> hostile, HashSet<int> accounts)
    {
        var addresses = hostile.Select(s => s.Address).ToHashSet();
        var others = known.Watch.Sessions.Where(s => addresses.Contains(s.Address) && !accounts.Contains(s.Account)).GroupBy(s => s.Address)
            .ToDictionary(g => g.Key, g => g.Select(s => s.Account).Distinct().Count());
        var result = new List<Infrastructure>();
        void Add(string kind, IEnumerable<IGrouping<int, SessionRecord>> groups, Func<int, string?> text, Func<int, string?> note) =>
            result.AddRange(groups.Where(g => g.Key >= 0).Select(g => new Infrastructure(kind, text(g.Key) ?? "?", Instant.ToDateTimeOffset(g.Min(s => s.Start)),
                Instant.ToDateTimeOffset(g.Max(s => s.End)), g.Select(s => s.Account).Distinct().Count(), note(g.Key)) { Others = kind == "address" ? others.GetValueOrDefault(g.Key) : 0 }).OrderByDescending(i => i.Accounts).ThenBy(i => i.FirstSeen));
        Add("address", hostile.GroupBy(s => s.Address), known.Watch.Around.Addresses.Text, a => Place(known.Watch.Around, known.Flow.Context, a));
        Add("network", hostile.GroupBy(s => s.Subnet), known.Watch.Around.SubnetText, _ => null);
        Add("user_agent", hostile.GroupBy(s => s.Agent), known.Watch.Around.UserAgents.Text, _ => null);
        return result;
    }

    private List<(DateTimeOffset, int, int, int)> Hours(List<(SessionRecord Session, double P)> around)
    {
        var verdicts = around.ToDictionary(s => s.Session.Key, s => s.P);
        return [.. known.Flow.Extent.Hours(verdicts.Keys).GroupBy(h => h.Hour).OrderBy(g => g.Key).Select(g => (
            Instant.ToDateTimeOffset(g.Key), g.Where(h => verdicts[h.Session] >= Intruder).Sum(h => h.Count),
            g.Where(h => verdicts[h.Session] <= Carer).Sum(h => h.Count), g.Where(h => verdicts[h.Session] is > Carer and < Intruder).Sum(h => h.Count)))];
    }
}
