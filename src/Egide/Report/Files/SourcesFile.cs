using System.Text.Json;

namespace Egide.Report.Files;

/// <summary><c>sources.json</c>.</summary>
internal static class SourcesFile
{
    public static void Write(IReadOnlyList<SourceDossier> sources, string language, Stream to)
    {
        using var json = new Utf8JsonWriter(to, Json.Indented);
        json.WriteStartArray();
        foreach (var source in sources) One(json, source, language);
        json.WriteEndArray();
    }

    private static void One(Utf8JsonWriter json, SourceDossier source, string language)
    {
        json.WriteStartObject();
        json.WriteNumber("schema_version", Json.SchemaVersion);
        json.WriteString("name", source.Name);
        json.WriteNumber("events", source.Events);
        json.WriteString("first", source.Span is { } from ? Json.Instant(from.First) : null);
        json.WriteString("last", source.Span is { } to ? Json.Instant(to.Last) : null);
        Json.Texts(json, "recognised", source.Formats);
        Json.Counts(json, "quarantined", source.Quarantined);
        json.WriteNumber("duplicates", source.Duplicates);
        Json.Counts(json, "grades", source.Grades);
        Json.Counts(json, "missing", source.Missing);
        json.WriteNumber("imputability", Math.Round(source.Score, 4));
        json.WriteStartArray("silences");
        foreach (var silence in source.Silences)
        {
            json.WriteStartObject();
            json.WriteString("from", Json.Instant(silence.From));
            json.WriteString("to", Json.Instant(silence.To));
            json.WriteString("why", silence.Why.In(language));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("clock_drift");
        json.WriteNumber("seconds", Math.Round(source.Drift.Seconds, 3));
        json.WriteNumber("pairs", source.Drift.Pairs);
        json.WriteEndObject();
        if (source.DeclarationDelay is { } delay) json.WriteNumber("declaration_delay", Math.Round(delay, 3));
        else json.WriteNull("declaration_delay");
        json.WriteBoolean("document", source.Document);
        Json.Texts(json, "remarks", source.Remarks.Select(r => r.In(language)));
        Apart(json, "out_of_time", source.OutOfTime);
        Apart(json, "undated", source.Undated);
        json.WriteEndObject();
    }

    private static void Apart(Utf8JsonWriter json, string name, (long Events, long Position) apart)
    {
        json.WriteStartObject(name);
        json.WriteNumber("events", apart.Events);
        json.WriteNumber("first_position", apart.Position);
        json.WriteEndObject();
    }
}
