using System.Text.Json;

namespace Egide.Simulator;

/// <summary>Counts of the truth: persons are people, a fictive identity is none, a pair of duplicates is one.</summary>
internal static class Summary
{
    public static void Write(string path, World world, List<(string Attack, int Patient, string Category)> seen, IReadOnlyList<Session> watched)
    {
        using var file = File.Create(path);
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteStartArray("attacks");
        foreach (var attack in watched.Where(s => s.Intrusion is not null).Select(s => s.Intrusion!).Distinct().Order(StringComparer.Ordinal))
        {
            var rows = seen.FindAll(x => x.Attack == attack && world.Patients.Person[x.Patient] >= 0);
            json.WriteStartObject();
            json.WriteString("attack", attack);
            json.WriteNumber("accounts", watched.Where(s => s.Intrusion == attack).Select(s => s.Account).Distinct().Count());
            json.WriteNumber("sessions", watched.Count(s => s.Intrusion == attack));
            json.WriteNumber("identifiers", rows.Select(x => x.Patient).Distinct().Count());
            json.WriteNumber("persons", Persons(world, rows));
            json.WriteNumber("fictive", seen.Where(x => x.Attack == attack && world.Patients.Person[x.Patient] < 0).Select(x => x.Patient).Distinct().Count());
            json.WriteNumber("possible_collisions", rows.Where(x => world.Patients.Status[x.Patient] == PatientStatus.COLP).Select(x => x.Patient).Distinct().Count());
            Group(json, "categories", rows.GroupBy(x => x.Category), world);
            Group(json, "controllers", rows.GroupBy(x => world.Establishments[world.Patients.House[x.Patient]].Finess), world);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Group(Utf8JsonWriter json, string name, IEnumerable<IGrouping<string, (string, int, string)>> groups, World world)
    {
        json.WriteStartObject(name);
        foreach (var g in groups.OrderBy(g => g.Key, StringComparer.Ordinal))
            json.WriteNumber(g.Key, Persons(world, g));
        json.WriteEndObject();
    }

    private static int Persons(World world, IEnumerable<(string, int Patient, string)> rows) => rows.Select(x => world.Patients.Person[x.Patient]).Distinct().Count();
}
