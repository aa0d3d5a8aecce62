using Egide.Detect;
using Egide.Report;
using Egide.Scope;

namespace Egide.Tests.Report;

/// <summary>Dossiers to write from: one rich, one without incident, one whose every text attacks the reader.</summary>
internal static class Dossiers
{
    public const string Hostile = "<script>alert(1)</script>\"'&\u202Egpj\u0000\u0001";
    private static readonly DateTimeOffset Start = new(2026, 3, 3, 20, 4, 0, TimeSpan.Zero);

    public static Dossier Empty => new()
    {
        Incidents = [],
        Findings = [],
        Timeline = [],
        Sources = [Source("idp.region.example", 1200, 0)],
        OrganisationNames = new Dictionary<string, string>(),
        Journal = ("egide.example/investigation", 1250, "mZ4lP0m5yQ0=", "egide.example+1a2b3c4d+AbCd"),
        MadeAt = Start.AddDays(20),
        Version = "0.1.0",
        Inputs = ["trails/keycloak.json"],
        Context = [],
        Counts = (3, 1260, 1200, 10, 50, 0),
        Seen = (42, 310),
        Remarks = [new("Aucun contexte n'a été donné.", "No context was given.")],
    };

    public static Dossier Rich
    {
        get
        {
            var incident = Incident("INC-1", 10, 6);
            return Empty with
            {
                Incidents = [incident],
                Findings = incident.Findings,
                Timeline =
                [
                    new(Start, "intruder", new("Première connexion, \"inhabituelle\"", "First sign-in, \"unusual\""), 12),
                    new(Start.AddDays(2), "egide", new("Incident ouvert", "Incident opened"), -1),
                ],
                Sources =
                [
                    Source("idp.region.example", 48210, 0), Source("dpi.chu.example", 210_344, 3.4),
                    Source("portail.region.example", 88_120, 0) with { Silences = [Gap("portail.region.example")] },
                ],
                OrganisationNames = new Dictionary<string, string> { ["590000001"] = "CHU de Littoral", ["590000002"] = "CH de Valmer", ["590000003"] = "Clinique des Dunes" },
                Counts = (14, 352_000, 346_674, 118, 5208, 2100),
                Seen = (1840, 22_400),
            };
        }
    }

    public static Dossier Several => Rich with { Incidents = [Incident("INC-1", 3, 4), Incident("INC-2", 1, 2) with { Status = "watch" }] };

    /// <summary>An incident of which next to nothing is known, still going on.</summary>
    public static Dossier Bare => Rich with
    {
        Sources = [Source("idp.region.example", 0, 0) with { Span = null }],
        Remarks = [],
        Incidents =
        [
            Incident("INC-1", 1, 0) with
            {
                Ongoing = true, Persons = default, Categories = new Dictionary<string, Bounds>(), Controllers = new Dictionary<string, Bounds>(),
                CategoriesByController = new Dictionary<string, IReadOnlyDictionary<string, Bounds>>(), Hours = [], Infrastructure = [], Findings = [], Gaps = [],
                Unnamed = default, Medical = new("not_provable", 0, []),
            },
        ],
    };

    /// <summary>As large as a regional campaign gets.</summary>
    public static Dossier Large => Rich with { Incidents = [Incident("INC-1", 300, 60)] };

    public static Dossier Attacked
    {
        get
        {
            var incident = Incident("INC-1", 2, 3);
            var text = new Text(Hostile, Hostile);
            return Rich with
            {
                Incidents =
                [
                    incident with
                    {
                        Title = text,
                        Accounts = [.. incident.Accounts.Select(a => a with { Name = Hostile })],
                        Sessions = [.. incident.Sessions.Select(s => s with { UserAgent = Hostile, Address = "=cmd|' /C calc'!A0", Site = Hostile, Reasons = [text] })],
                        Infrastructure = [new("user_agent", Hostile, Start, Start, 2, Hostile)],
                        Controllers = new Dictionary<string, Bounds> { [Hostile] = new(1, 2, 3) },
                        Findings = [new(Hostile, Hostile, Hostile, Hostile, Start, 4, text, [1])],
                    },
                ],
                Sources = [Source(Hostile, 10, 2)],
                Inputs = [Hostile],
                Remarks = [text],
            };
        }
    }

    internal static IncidentDossier Incident(string id, int accounts, int sessionsEach)
    {
        string[] names = ["Dr Anne Lefèvre", "Dr Karim Benali", "Mme Julie Marchand", "Dr Paul Vasseur", "M. Théo Delattre", "Dr Inès Caron", "Mme Lucie Hermant", "Dr Marc Olivier", "Dr Sophie Wattel", "M. Hugo Blondel"];
        var people = Enumerable.Range(0, accounts).Select(i => new IncidentAccount(
            "idp.region.example", $"pro{i:000}", $"1000000{i:0000}", names[i % names.Length], 60 - (3.1 * i), Start.AddHours(7 * i), Start.AddDays(6).AddHours(i))).ToList();
        var sessions = people.SelectMany((a, i) => Enumerable.Range(0, sessionsEach).Select(j => Session(id, a, i, j))).ToList();
        return new()
        {
            Id = id,
            OpenedAt = Start.AddDays(2),
            Status = "open",
            Title = new("comptes de professionnels utilisés depuis un hébergeur", "professional accounts used from a hosting provider"),
            Accounts = people,
            From = Start,
            To = Start.AddDays(6).AddHours(9),
            Ongoing = false,
            Sessions = sessions,
            Infrastructure =
            [
                new("address", "203.0.113.7", Start, Start.AddDays(6), 5, "hébergement, AS64500"),
                new("address", "203.0.113.42", Start, Start.AddDays(5), 5, null),
                new("network", "203.0.113.0/24", Start, Start.AddDays(6), 10, "hébergement"),
                new("user_agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/126.0", Start, Start.AddDays(6), 10, null),
            ],
            Persons = new(1204, 3410, 9990),
            Categories = new Dictionary<string, Bounds>
            {
                ["identity.name"] = new(1204, 3410, 9990), ["identity.ins"] = new(1100, 3300, 9800), ["contact.phone"] = new(420, 900, 9100),
                ["care.practitioner"] = new(12, 40, 310), ["care.document"] = new(0, 0, 25),
            },
            Controllers = new Dictionary<string, Bounds>
            {
                ["590000001"] = new(900, 2500, 7000), ["590000002"] = new(300, 850, 2400), ["590000003"] = new(4, 10, 90), ["?"] = new(0, 50, 500),
            },
            CategoriesByController = new Dictionary<string, IReadOnlyDictionary<string, Bounds>>
            {
                ["identity.name"] = new Dictionary<string, Bounds> { ["590000001"] = new(900, 2500, 7000), ["590000002"] = new(300, 850, 2400), ["590000003"] = new(4, 10, 90) },
                ["care.practitioner"] = new Dictionary<string, Bounds> { ["590000001"] = new(12, 40, 310) },
            },
            Unnamed = (212, 6580),
            Medical = new("exposed", 43, [new("43 consultations de documents ou de médecins traitants sont attribuées à l'intrus.", "43 reads of documents or attending doctors are attributed to the intruder.")]),
            Complete = false,
            Gaps = [Gap("dpi.chu.example")],
            Hours = [.. Enumerable.Range(0, 200).Select(h => (Start.AddDays(-1).AddHours(h), h % 24 is > 1 and < 6 ? h * 3 : 0, h % 24 is > 8 and < 18 ? 14 + (h % 5) : 0, h % 31 == 0 ? 4 : 0))],
            Findings = [.. people.Select((a, i) => new Finding(
                $"enumeration-{i}", i % 2 == 0 ? "enumeration" : "foreign_access", $"{a.IdentityProvider}|{a.Id}", null, Start.AddHours(7 * i), 22.4 - i,
                new("312 patients lus en 40 minutes, aucun n'est suivi par ce professionnel", "312 patients read in 40 minutes, none followed by this professional"),
                [.. Enumerable.Range(0, 9).Select(p => 1000L + (i * 40) + p)]))],
        };
    }

    private static AttributedSession Session(string incident, IncidentAccount account, int i, int j)
    {
        var verdict = (j % 6) switch { 0 or 1 => SessionVerdict.Carer, 5 => SessionVerdict.Undecided, _ => SessionVerdict.Intruder };
        var start = verdict == SessionVerdict.Carer ? Start.AddDays(j + (i % 4)).AddHours(12) : Start.AddHours((7 * i) + (26 * (j - 2)));
        var intruder = verdict == SessionVerdict.Intruder;
        return new()
        {
            Incident = incident,
            Account = $"{account.IdentityProvider}|{account.Id}",
            Session = $"s-{i}-{j}",
            Key = (i * 100) + j,
            Start = start,
            End = start.AddHours(intruder ? 3 : 7),
            Address = intruder ? i % 2 == 0 ? "203.0.113.7" : "203.0.113.42" : "192.0.2.10",
            UserAgent = intruder ? "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/126.0" : "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/140.0",
            Site = intruder ? "hébergement, AS64500" : "CHU de Littoral",
            PIntruder = verdict switch { SessionVerdict.Intruder => 0.998, SessionVerdict.Carer => 0.004, _ => 0.41 },
            Verdict = verdict,
            Reasons = intruder
                ? [new("adresse d'un hébergeur, jamais vue pour ce compte", "address of a hosting provider, never seen for this account"), new("312 patients hors de toute relation de soins", "312 patients outside any care relationship")]
                : [new("poste et horaires habituels", "usual workstation and hours")],
            Accesses = intruder ? 900 : 40,
            Searches = intruder ? 20 : 3,
            Patients = intruder ? 312 : 14,
            ForeignPatients = intruder ? 312 : 0,
        };
    }

    private static CoverageGap Gap(string source) => new(source, Start.AddDays(1), Start.AddDays(1).AddHours(5),
        new("aucun événement pendant cinq heures ouvrées", "no event over five working hours"));

    private static SourceDossier Source(string name, long events, double drift) => new()
    {
        Name = name,
        Formats = ["fhir", "keycloak"],
        Events = events,
        Span = (Start.AddDays(-30), Start.AddDays(12)),
        Quarantined = new Dictionary<string, long> { ["not_json"] = 8, ["no_time"] = 2 },
        Duplicates = 50,
        Grades = new Dictionary<string, long> { ["A"] = events / 2, ["B"] = events / 4, ["C"] = events / 8, ["D"] = events / 10, ["E"] = events / 40 },
        Missing = new Dictionary<string, long> { ["session"] = events / 4 },
        Score = 0.79,
        Silences = [],
        Drift = (drift, drift > 0 ? 420 : 0),
        DeclarationDelay = 2.5,
    };
}
