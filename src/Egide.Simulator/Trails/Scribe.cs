namespace Egide.Simulator;

/// <summary>Writes each act in its system's own format and file, and tells the truth which records an intruder caused.</summary>
internal sealed class Scribe(World world, TrailSet trails, TruthBook truth, Hostility hostility)
{
    private readonly FhirTrail _fhir = new(world, hostility);
    private readonly DicomTrail _dicom = new(world);
    private readonly WindowsTrail _windows = new();
    private readonly Lines _lines = new();

    public long Records { get; private set; }
    public long Bytes { get; private set; }

    public void Write(Act act)
    {
        _lines.Clear();
        var lines = 1;
        var file = FileFor(act);
        switch (act.Kind)
        {
            case RecordKind.Fhir:
                _fhir.Write(_lines, act);
                break;
            case RecordKind.Nginx or RecordKind.NginxStatic:
                NginxTrail.Write(_lines, act);
                break;
            case >= RecordKind.KeycloakLogin and <= RecordKind.KeycloakPassword:
                KeycloakTrail.Write(_lines, act);
                if (!InArrays)
                    _lines.Raw("\n"u8);
                break;
            case >= RecordKind.WindowsLogon and <= RecordKind.WindowsLockout:
                _windows.Write(_lines, act);
                break;
            case >= RecordKind.LemonGranted and <= RecordKind.LemonLogout:
                lines = LemonTrail.Write(_lines, act);
                break;
            case RecordKind.Web:
                WebTrail.Write(_lines, act);
                break;
            case RecordKind.Csv:
                CsvTrail.Write(_lines, act, world);
                break;
            default:
                var system = act.Session.Owner.Home.System;
                var twin = file.Relative.Contains("registre", StringComparison.Ordinal);
                _dicom.Write(_lines, act, !twin && system != LocalSystem.DicomLines, !twin && system == LocalSystem.DicomBom);
                break;
        }
        file.Write(_lines.Written);
        file.Records += lines - 1;
        Records += lines;
        Bytes += _lines.Length;
        if (act.Session.Intrusion is not null)
            truth.Event(act, file);
    }

    private int _day;

    public void Turn(int day)
    {
        _day = day;
        trails.Turn(day);
    }

    // The identity server's first week was exported by hand through its REST interface, as arrays.
    private bool InArrays => _day < 7;

    private TrailFile FileFor(in Act act)
    {
        var home = act.Session.Owner.Home;
        var portal = Catalogue.Portals[act.Session.House.Territory];
        switch (act.Kind)
        {
            case RecordKind.Fhir:
                return trails.Daily("f" + portal, "portail/" + portal + "/audit/AuditEvent-{date}.ndjson", false);
            case RecordKind.Nginx or RecordKind.NginxStatic:
                return trails.Daily("n" + portal, "portail/" + portal + "/nginx/access.log-{day}", true);
            case >= RecordKind.KeycloakLogin and <= RecordKind.KeycloakPassword:
                return InArrays ? trails.Daily("k", "keycloak/export-manuel/events-{date}.json", false, "[\n", ",\n", "\n]\n") : trails.Daily("k", "keycloak/events-{date}.ndjson", true);
            case >= RecordKind.WindowsLogon and <= RecordKind.WindowsLockout:
                return home.Index == 0 ? trails.Daily("w" + home.Slug, home.Slug + "/windows/security-{day}.jsonl", true) : trails.Zipped("w" + home.Slug, home.Slug + "/journaux-securite.zip", "security-{day}.jsonl");
            case >= RecordKind.LemonGranted and <= RecordKind.LemonLogout:
                return trails.Daily("l", home.Slug + "/sso/llng-user.log-{day}", true);
            case RecordKind.Web:
                return trails.Daily("web", home.Slug + "/dpi/access_log-{day}", true);
            case RecordKind.Csv:
                return trails.Whole("csv", home.Slug + "/export-traces.csv", CsvTrail.Header, 1);
            case RecordKind.DicomQueryTwin or RecordKind.DicomStoredTwin or RecordKind.DicomRetrieveTwin:
                return trails.Daily("reg", "registre/atna-{day}.log", true);
            default:
                return trails.Daily("d" + home.Slug, home.Slug + "/dpi/atna/" + (home.System == LocalSystem.DicomLines ? "audit-{day}.log" : "audit-{day}.syslog"), home.Index == 0);
        }
    }
}
