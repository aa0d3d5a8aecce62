using System.Text.Json;
using Egide.Detect;

namespace Egide.Report.Files;

/// <summary><c>incidents.json</c>.</summary>
internal static class IncidentsFile
{
    public static void Write(Dossier dossier, string language, Stream to)
    {
        using var json = new Utf8JsonWriter(to, Json.Indented);
        json.WriteStartArray();
        foreach (var incident in dossier.Incidents)
        {
            json.WriteStartObject();
            json.WriteNumber("schema_version", Json.SchemaVersion);
            json.WriteString("id", incident.Id);
            json.WriteString("opened_at", Json.Instant(incident.OpenedAt));
            json.WriteString("status", incident.Status);
            json.WriteString("title", incident.Title.In(language));
            Accounts(json, incident);
            Window(json, incident);
            Sessions(json, incident);
            Infrastructure(json, incident);
            Json.Bounds(json, "persons", incident.Persons);
            Json.BoundsBy(json, "categories", incident.Categories);
            Json.BoundsBy(json, "controllers", incident.Controllers);
            Unnamed(json, incident);
            Medical(json, incident, language);
            Coverage(json, incident, language);
            AsOf(json, dossier);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Accounts(Utf8JsonWriter json, IncidentDossier incident)
    {
        json.WriteStartArray("accounts");
        foreach (var account in incident.Accounts)
        {
            json.WriteStartObject();
            json.WriteString("idp", account.IdentityProvider);
            json.WriteString("id", account.Id);
            json.WriteString("practitioner", account.Practitioner);
            json.WriteString("name", account.Name);
            json.WriteNumber("score", Math.Round(account.Score, 3));
            json.WriteString("from", Json.Instant(account.From));
            json.WriteString("to", Json.Instant(account.To));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Window(Utf8JsonWriter json, IncidentDossier incident)
    {
        json.WriteStartObject("window");
        json.WriteString("from", Json.Instant(incident.From));
        json.WriteString("to", Json.Instant(incident.To));
        json.WriteBoolean("ongoing", incident.Ongoing);
        json.WriteEndObject();
    }

    private static void Sessions(Utf8JsonWriter json, IncidentDossier incident)
    {
        json.WriteStartObject("sessions");
        json.WriteNumber("intruder", incident.Sessions.Count(s => s.Verdict == SessionVerdict.Intruder));
        json.WriteNumber("carer", incident.Sessions.Count(s => s.Verdict == SessionVerdict.Carer));
        json.WriteNumber("undecided", incident.Sessions.Count(s => s.Verdict == SessionVerdict.Undecided));
        json.WriteEndObject();
    }

    private static void Infrastructure(Utf8JsonWriter json, IncidentDossier incident)
    {
        json.WriteStartArray("infrastructure");
        foreach (var item in incident.Infrastructure)
        {
            json.WriteStartObject();
            json.WriteString("kind", item.Kind);
            json.WriteString("value", item.Value);
            json.WriteString("first_seen", Json.Instant(item.FirstSeen));
            json.WriteString("last_seen", Json.Instant(item.LastSeen));
            json.WriteNumber("accounts", item.Accounts);
            json.WriteString("note", item.Note);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Unnamed(Utf8JsonWriter json, IncidentDossier incident)
    {
        json.WriteStartObject("unnamed");
        json.WriteNumber("searches", incident.Unnamed.Searches);
        json.WriteNumber("persons", incident.Unnamed.Persons);
        json.WriteEndObject();
    }

    private static void Medical(Utf8JsonWriter json, IncidentDossier incident, string language)
    {
        json.WriteStartObject("medical");
        json.WriteString("statement", incident.Medical.Statement);
        json.WriteNumber("events", incident.Medical.Events);
        Json.Texts(json, "reasons", incident.Medical.Reasons.Select(r => r.In(language)));
        json.WriteEndObject();
    }

    private static void Coverage(Utf8JsonWriter json, IncidentDossier incident, string language)
    {
        json.WriteStartObject("coverage");
        json.WriteBoolean("complete", incident.Complete);
        json.WriteStartArray("gaps");
        foreach (var gap in incident.Gaps)
        {
            json.WriteStartObject();
            json.WriteString("source", gap.Source);
            json.WriteString("from", Json.Instant(gap.From));
            json.WriteString("to", Json.Instant(gap.To));
            json.WriteString("why", gap.Why.In(language));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void AsOf(Utf8JsonWriter json, Dossier dossier)
    {
        json.WriteStartObject("as_of");
        json.WriteString("origin", dossier.Journal.Origin);
        json.WriteNumber("tree_size", dossier.Journal.Size);
        json.WriteString("root", dossier.Journal.Root);
        json.WriteEndObject();
    }
}
