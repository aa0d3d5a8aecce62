using System.Globalization;
using System.Text.Json;
using Egide.Observe;
using Egide.Observe.Imputation;

namespace Egide.Connectors.Vectors;

/// <summary>Compares an event with its line of <c>expected.jsonl</c>, field by field.</summary>
internal static class ExpectedEvents
{
    /// <summary>The differences, as "field: expected … but read …".</summary>
    public static List<string> Differences(JsonElement expected, AuditEvent read)
    {
        var found = new List<string>();
        var dicom = expected.GetProperty("format").GetString() == "dicom";
        Compare("format", expected.GetProperty("format").GetString(), read.Format switch
        {
            RecordFormat.FhirR4 => "fhir-r4",
            RecordFormat.FhirDstu2 => "fhir-dstu2",
            RecordFormat.Dicom => "dicom",
            var other => other.ToString(),
        });
        if (!dicom) Compare("id", Text(expected, "id"), read.Id);
        Compare("event", Text(expected, "event"), read.Code);
        Compare("types", Texts(expected, "types"), string.Join('\n', read.Subtypes));
        Compare("purpose", Texts(expected, "purpose"), string.Join('\n', read.Purposes));
        Compare("action", Text(expected, "action"), read.Action == '\0' ? null : read.Action.ToString());
        Compare("outcome", Text(expected, "outcome"), read.Outcome);
        // DICOM and DSTU2 state when it happened; FHIR since STU3 when it was recorded.
        var time = read.Format is RecordFormat.Dicom or RecordFormat.FhirDstu2 ? read.Occurred : read.Declared;
        Compare("time", Instant(Text(expected, "time")), Instant(time));
        if (!dicom)
        {
            var period = expected.GetProperty("period");
            var has = period.ValueKind == JsonValueKind.Object;
            if (read.Format != RecordFormat.FhirDstu2) Compare("period.start", has ? Instant(Text(period, "start")) : null, Instant(read.Occurred));
            Compare("period.end", has ? Instant(Text(period, "end")) : null, Instant(read.OccurredEnd));
        }
        else
        {
            Compare("syslog", Syslog(expected.GetProperty("syslog")), Syslog(read.Syslog));
        }

        Compare("participants", string.Join('\n', expected.GetProperty("participants").EnumerateArray().Select(p => Participant(p, dicom))),
            string.Join('\n', read.Agents.Select(a => Participant(a, dicom))));
        var requestors = new List<Agent>();
        Subjects.Requestors(read, requestors);
        Compare("requestors", Texts(expected, "requestors"), string.Join('\n', requestors.Select(Requestor)));
        var patients = new List<(string? System, string Value)>();
        Subjects.PatientIdentifiers(read, patients);
        Compare("patients", Texts(expected, "patients"), string.Join('\n', patients.Select(p => p.Value)));
        Compare("objects", expected.GetProperty("objects").GetInt32().ToString(CultureInfo.InvariantCulture), read.Entities.Count.ToString(CultureInfo.InvariantCulture));
        Compare("queries", Texts(expected, "queries"), string.Join('\n', read.Entities.Where(e => e.Query is not null).Select(e => e.Query)));
        return found;

        void Compare(string field, string? wanted, string? got)
        {
            if (wanted != got) found.Add($"{field}: expected [{wanted}] but read [{got}]");
        }
    }

    // The lines name a requestor by identifier, reference or name; one that has a displayed text alone is a null there.
    private static string Requestor(Agent agent) =>
        agent.Identifier is null && agent.UserId is null && agent.Reference is null && agent.Name is null ? "" : Subjects.Label(agent)!;

    private static string Participant(JsonElement p, bool dicom) => dicom
        ? string.Join(" | ", Text(p, "user_id"), Text(p, "alt"), Text(p, "name"), Text(p, "requestor"), Text(p, "nap"), Texts(p, "roles"))
        : string.Join(" | ", Text(p, "reference"), Text(p, "identifier"), Text(p, "display"), Text(p, "alt"), Text(p, "name"), Text(p, "type"), Text(p, "requestor"));

    private static string Participant(Agent a, bool dicom) => dicom
        ? string.Join(" | ", a.UserId, a.AltId, a.Name, Flag(a.Requestor), a.NetworkAddress, string.Join('\n', a.Roles))
        : string.Join(" | ", a.Reference, a.Identifier, a.Display, a.AltId, a.Name, a.Type, Flag(a.Requestor));

    private static string? Flag(bool? flag) => flag switch { true => "true", false => "false", null => null };

    private static string? Syslog(JsonElement header) => header.ValueKind == JsonValueKind.Null ? null : string.Join(" | ",
        Text(header, "octets"), Text(header, "pri"), Text(header, "timestamp"), Text(header, "hostname"), Text(header, "app"), Text(header, "procid"), Text(header, "msgid"));

    private static string? Syslog(SyslogHeader? header) => header is null ? null : string.Join(" | ",
        header.Octets, header.Priority, header.Timestamp, header.Hostname, header.AppName, header.ProcId, header.MsgId);

    // Read by another parser than the one under test; it has 100 ns, so further digits are cut first.
    private static string? Instant(string? written)
    {
        if (written is null) return null;
        var cut = System.Text.RegularExpressions.Regex.Replace(written, @"(\.\d{7})\d+", "$1");
        return Instant(DateTimeOffset.Parse(cut, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
    }

    private static string? Instant(DateTimeOffset? instant) => instant?.ToString("O", CultureInfo.InvariantCulture);

    private static string? Text(JsonElement of, string name) =>
        !of.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();

    private static string Texts(JsonElement of, string name) => string.Join('\n', of.GetProperty(name).EnumerateArray().Select(v => v.GetString()));
}
