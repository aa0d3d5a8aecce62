using System.Text.Json;
using Egide.Observe.Queries;

namespace Egide.Queries;

/// <summary>The 25 queries of the published sample messages, when they stand beside the repository.</summary>
public class QueryVectorTests
{
    // File, kind, resource, first criterion, patients asked by key.
    private static readonly string[][] Known =
    [
        ["cara-epr/iti-47-atna.xml", "PdqV3", "Patient", "livingSubjectName.family=GASSMANN", ""],
        ["ch-epr/by-example/iti-18-log.xml", "AdhocQuery", "", "$patientId=d5e42fed-5962-4bb9-b8b6-5d9e8afb0f2a^^^&1.3.6.1.4.1.21367.2017.2.5.93&ISO", "urn:oid:1.3.6.1.4.1.21367.2017.2.5.93|d5e42fed-5962-4bb9-b8b6-5d9e8afb0f2a"],
        ["ch-epr/by-example/iti-67-syslog-frame.txt", "FhirSearch", "DocumentReference", "status=current", "urn:oid:1.1.1.99.1|215503a0-11d2-4197-822a-053791ab5a8e"],
        ["hl7-fhir-examples/", "FhirSearch", "Encounter", "participant=13", ""],
        ["hl7-fhir-examples/hapi-core/", "Unknown", "", "", ""],
        ["ihe-balp/AuditEvent-ex-auditBasicQueryGetNoPatient", "FhirSearch", "MeasureReport", "_lastUpdated=gt2020-11-06T21:52:30.300Z", ""],
        ["ihe-balp/AuditEvent-ex-auditBasicQueryPost", "FhirSearch", "Observation", "patient=ex-patient", "|Patient/ex-patient"],
        ["ihe-iti-profiles/mhd/", "FhirSearch", "DocumentReference", "patient=9876", "|Patient/9876"],
        ["ihe-iti-profiles/pdqm/", "FhirMatch", "Patient", "identifier=http://example.org/exampleSystem|8675310", ""],
        ["ihe-iti-profiles/pixm/", "FhirSearch", "Patient", "sourceIdentifier=urn:oid:1.3.6.1.4.1.21367.13.20.1000|IHERED-994", "urn:oid:1.3.6.1.4.1.21367.13.20.1000|IHERED-994"],
        ["ihe-iti-profiles/pmir/", "FhirSearch", "Patient", "_id=ex-patient", "|Patient/ex-patient"],
        ["ihe-iti-profiles/qedm/", "FhirSearch", "AllergyIntolerance", "patient=ex-patient", "|Patient/ex-patient"],
        ["ipf/pdqm.xml", "FhirSearch", "Patient", "family=xpid", ""],
        ["ipf/pdqmread.xml", "FhirRead", "Patient", "", "|Patient/IHERED-2340"],
        ["ipf/pixv3query.xml", "PixV3", "Patient", "dataSource=urn:oid:2.16.840.1.113883.3.72.5.9.2", "urn:oid:2.16.840.1.113883.3.72.5.9.1|JW-824-v3"],
    ];

    [Fact]
    public void EveryPublishedQueryIsRead()
    {
        var root = Root();
        if (root is null) Assert.Skip("no shared/vectors beside the repository, and EGIDE_SHARED is not set");
        var wrong = new List<string>();
        var count = 0;
        foreach (var line in File.ReadLines(Path.Combine(root, "expected.jsonl")))
        {
            using var expected = JsonDocument.Parse(line);
            var file = expected.RootElement.GetProperty("file").GetString()!;
            var transaction = expected.RootElement.GetProperty("types").EnumerateArray().Select(t => t.GetString()!).FirstOrDefault(t => t.StartsWith("ITI-", StringComparison.Ordinal));
            foreach (var text in expected.RootElement.GetProperty("queries").EnumerateArray())
            {
                count++;
                var known = Known.Where(k => file.StartsWith(k[0], StringComparison.Ordinal)).MaxBy(k => k[0].Length);
                var query = QueryDecoder.Decode(text.GetString()!, transaction);
                var read = Shown(query);
                var wanted = known is null ? "unlisted" : string.Join(" ; ", known[1..]);
                if (read != wanted) wrong.Add($"{file}\n  wanted {wanted}\n  read   {read}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Equal(25, count);
    }

    private static string Shown(DecodedQuery query) => string.Join(" ; ", query.Kind, query.Resource,
        query.Parameters.Count == 0 ? "" : $"{query.Parameters[0].Name}={query.Parameters[0].Value}",
        string.Join(',', query.PatientIdentifiers.Select(p => p.System + "|" + p.Value)));

    private static string? Root()
    {
        if (Environment.GetEnvironmentVariable("EGIDE_SHARED") is { Length: > 0 } named)
            return Directory.Exists(Path.Combine(named, "vectors")) ? Path.Combine(named, "vectors") : null;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var vectors = Path.Combine(at.FullName, "shared", "vectors");
            if (Directory.Exists(vectors)) return vectors;
        }

        return null;
    }
}
