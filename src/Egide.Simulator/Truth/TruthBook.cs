using System.Globalization;

namespace Egide.Simulator;

/// <summary>What really happened, written to <c>truth/</c> and nowhere else.</summary>
internal sealed class TruthBook : IDisposable
{
    private readonly World _world;
    private readonly string _folder;
    private readonly StreamWriter _events;
    private readonly StreamWriter _answers;

    // By record: its versions are one.
    private readonly Dictionary<(string Attack, int Patient, string Category), long> _seen = [];
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);

    public TruthBook(World world)
    {
        _world = world;
        _folder = Path.Combine(world.Options.Out, "truth");
        Directory.CreateDirectory(_folder);
        _events = Csv("events.csv", "attack,format,record,file,account,session,occurred,actor");
        _answers = Csv("answers.csv", "attack,request,occurred,rank,patient_system,patient_id");
    }

    /// <summary>Records that intruders caused, by file.</summary>
    public IReadOnlyDictionary<string, int> Taken => _taken;

    public void Event(in Act act, TrailFile file)
    {
        _taken[file.Relative] = _taken.GetValueOrDefault(file.Relative) + 1;
        var s = act.Session;
        var attack = s.Intrusion!;
        var (format, record) = act.Kind switch
        {
            RecordKind.Fhir => ("fhir", TextIds.Uuid(FhirTrail.EventId(act.Request!))),
            RecordKind.Nginx => ("nginx", TextIds.Hex32(act.Request!.Id)),
            RecordKind.NginxStatic => ("nginx", TextIds.Hex32(act.Id)),
            >= RecordKind.KeycloakLogin and <= RecordKind.KeycloakPassword => ("keycloak", TextIds.Uuid(act.Id)),
            _ => ("line", "line " + file.Records.ToString(CultureInfo.InvariantCulture)),
        };
        _events.Write(string.Join(',', attack, format, record, file.Relative, s.Account.Id, s.Id, Instant(act.Ms), "intruder"));
        _events.Write('\n');
        if (act.Kind == RecordKind.Nginx)
            Exposed(attack, act.Request!, act.Ms);
        else if (act.Kind == RecordKind.Web)
            Opened(attack, act.Patient, act.Text!, act.Ms);
    }

    private void Exposed(string attack, PortalRequest r, long ms)
    {
        var rank = 0;
        foreach (var patient in r.Shown ?? [])
        {
            _answers.Write(string.Join(',', attack, TextIds.Hex32(r.Id), Instant(ms), (++rank).ToString(CultureInfo.InvariantCulture), Identifier(patient)) + "\n");
            Identity(attack, patient, r.Elements, ms);
        }
        if (r.Patient < 0)
            return;
        if (r.Call == PortalCall.ReadPatient)
            Identity(attack, r.Patient, false, ms);
        else
            foreach (var category in Categories(r.Call))
                See(attack, r.Patient, category, ms);
    }

    private void Opened(string attack, int patient, string url, long ms)
    {
        if (patient < 0)
            return;
        if (url.EndsWith("/identite", StringComparison.Ordinal))
            Identity(attack, patient, false, ms);
    }

    private static string[] Categories(PortalCall call) => call switch
    {
        PortalCall.Documents or PortalCall.Binary => ["care.document"],
        PortalCall.Observations => ["care.result"],
        PortalCall.Medications => ["care.treatment"],
        PortalCall.Conditions => ["care.diagnosis"],
        PortalCall.Appointments => ["admin.stay", "care.reason"],
        _ => ["admin.stay"],
    };

    private void Identity(string attack, int patient, bool elements, long ms)
    {
        var p = _world.Patients;
        See(attack, patient, "identity.name", ms);
        See(attack, patient, "identity.birth", ms);
        See(attack, patient, "identity.sex", ms);
        if (p.Ins[patient] > 0)
            See(attack, patient, "identity.ins", ms);
        if (elements)
            return;
        if (p.Phone[patient] > 0)
            See(attack, patient, "contact.phone", ms);
        if (p.Email[patient])
            See(attack, patient, "contact.email", ms);
        if (p.HasAddress(patient))
            See(attack, patient, "contact.address", ms);
        if (p.Doctor[patient] >= 0)
            See(attack, patient, "care.practitioner", ms);
    }

    private void See(string attack, int patient, string category, long ms) => _seen.TryAdd((attack, _world.Patients.Record[patient], category), ms);

    /// <summary>Writes the remaining files. Sessions are those of usurped accounts, the owners' included.</summary>
    public void Close(IReadOnlyList<Session> watched, long end)
    {
        _events.Dispose();
        _answers.Dispose();
        using (var sessions = Csv("sessions.csv", "attack,idp,account,session,start,end,address,actor"))
            foreach (var s in watched.Where(s => s.Start < end).OrderBy(s => s.Start).ThenBy(s => s.Key).ThenBy(s => s.Address, StringComparer.Ordinal))
                sessions.Write(string.Join(',', s.Account.Attack, s.Account.Idp, s.Account.Id, s.Id, Instant(s.Start), Instant(Math.Min(end, Math.Max(s.End, s.Start))), s.Address, s.Intrusion is null ? "carer" : "intruder") + "\n");
        using (var accounts = Csv("accounts.csv", "attack,idp,account,rpps,from,to"))
            foreach (var group in watched.Where(s => s.Intrusion is not null && s.Start < end).GroupBy(s => s.Account).OrderBy(g => g.Key.Attack, StringComparer.Ordinal).ThenBy(g => g.Min(s => s.Start)))
                accounts.Write(string.Join(',', group.Key.Attack, group.Key.Idp, group.Key.Id, group.Key.Owner.Rpps, Instant(group.Min(s => s.Start)), Instant(Math.Min(end, group.Max(s => s.End)))) + "\n");
        using (var exposure = Csv("exposure.csv", "attack,patient_system,patient_id,ins,controller,category,first_seen,person"))
            foreach (var (key, ms) in Sorted())
                exposure.Write(string.Join(',', key.Attack, Identifier(key.Patient), Ins(key.Patient), House(key.Patient).Finess, key.Category, Instant(ms), Person(key.Patient)) + "\n");
        using (var canaries = Csv("canaries.csv", "attack,patient_system,patient_id,first_seen"))
            foreach (var (key, ms) in Sorted().Where(x => x.Key.Category == "identity.name" && _world.Patients.Person[x.Key.Patient] < 0))
                canaries.Write(string.Join(',', key.Attack, Identifier(key.Patient), Instant(ms)) + "\n");
        Summary.Write(Path.Combine(_folder, "summary.json"), _world, [.. Sorted().Select(x => x.Key)], watched);
    }

    /// <summary>Writes what is wrong with the evidence: <c>from</c> and <c>to</c> bound files that are gone.</summary>
    public void Hostile(Hostility hostility, IReadOnlyList<(int Territory, bool Web, int Day)> lost)
    {
        using var file = Csv("hostile.csv", "condition,source,from,to");
        foreach (var (territory, web, day) in lost)
            file.Write(string.Join(',', "missing-logs", SourceProfiles.Name(territory, web), Instant(_world.Midnight(day)), Instant(_world.Midnight(day + 2))) + "\n");
        if (_world.Options.Suffers("merges"))
            file.Write("merges,,,\n");
        if (hostility.SlowClock >= 0)
            file.Write("clock," + SourceProfiles.Name(hostility.SlowClock, false) + ",,\n");
        if (hostility.WrongProfile >= 0)
            file.Write("wrong-profile," + SourceProfiles.Name(hostility.WrongProfile, false) + ",,\n");
    }

    private IEnumerable<KeyValuePair<(string Attack, int Patient, string Category), long>> Sorted() =>
        _seen.OrderBy(x => x.Key.Attack, StringComparer.Ordinal).ThenBy(x => x.Key.Patient).ThenBy(x => x.Key.Category, StringComparer.Ordinal);

    private Establishment House(int patient) => _world.Establishments[_world.Patients.House[patient]];

    private string Identifier(int patient) => House(patient).IppSystem + "," + _world.Patients.IppText(patient);

    // As the register knows it in the end.
    private string Ins(int patient) => _world.Patients.Ins[_world.Patients.Last(patient)] is > 0 and var ins ? Identifiers.Text(ins, 15) : "";

    private string Person(int patient) => _world.Patients.Person[patient] is >= 0 and var k ? "p" + k.ToString(CultureInfo.InvariantCulture) : "";

    private static string Instant(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private StreamWriter Csv(string name, string header)
    {
        var writer = new StreamWriter(Path.Combine(_folder, name), false, new System.Text.UTF8Encoding(false));
        writer.Write(header + "\n");
        return writer;
    }

    public void Dispose()
    {
        _events.Dispose();
        _answers.Dispose();
    }
}
