using System.Text.Json.Nodes;
using Hl7.Fhir.Rest;

namespace Egide.Web.Tests.Tde;

/// <summary>What the server says it can do, beside what the volet demands of a trace manager.</summary>
public sealed class CapabilityTests(Served served)
{
    private static readonly string[] Standard = ["action", "address", "agent", "agent-name", "agent-role", "altid", "date", "entity", "entity-name", "entity-role", "entity-type", "outcome", "patient", "policy", "site", "source", "subtype", "type"];

    [Fact]
    public async Task It_holds_all_that_the_volet_demands()
    {
        if (SharedFolder.Vector("ans-tde", "CapabilityStatement-TdEGestionnaire.json") is not { } file)
        {
            Assert.Skip("The published vectors are not here.");
            return;
        }

        var wanted = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        var said = JsonNode.Parse(await served.Http.GetStringAsync(new Uri("/fhir/metadata", UriKind.Relative), TestContext.Current.CancellationToken))!;
        Assert.Equal(Text(wanted["fhirVersion"]), Text(said["fhirVersion"]));
        Assert.Contains(Text(wanted["url"]), said["instantiates"]!.AsArray().Select(Text));
        Assert.Subset(said["implementationGuide"]!.AsArray().Select(Text).ToHashSet(), wanted["implementationGuide"]!.AsArray().Select(Text).ToHashSet());
        var (theirs, ours) = (Resource(wanted), Resource(said));
        Assert.Equal(["AuditEvent"], Resources(wanted));
        Assert.Equal(Resources(wanted), Resources(said));
        Assert.Subset(ours["supportedProfile"]!.AsArray().Select(Text).ToHashSet(), theirs["supportedProfile"]!.AsArray().Select(Text).ToHashSet());
        // Theirs leaves searching to ITI-81, which the volet demands for its flows 4 and 5: ours says it.
        Assert.Equal(["search-type"], Codes(ours, "interaction", "code").Except(Codes(theirs, "interaction", "code")));
        Assert.Empty(Codes(theirs, "interaction", "code").Except(Codes(ours, "interaction", "code")));
        // Theirs calls its parameter by the SearchParameter's name; what stands in an address is its code.
        Assert.Equal(["TDE_AuditEvent_period-start"], Codes(theirs, "searchParam", "name"));
        var period = ours["searchParam"]!.AsArray().Single(p => Text(p!["name"]) == "period-start")!;
        Assert.Equal((Text(theirs["searchParam"]![0]!["definition"]), Text(theirs["searchParam"]![0]!["type"])), (Text(period["definition"]), Text(period["type"])));
        Assert.Equal([.. Standard, "period-start", "agent.identifier", "entity.identifier", "patient.identifier", "source.identifier", "_id"], Codes(ours, "searchParam", "name"), new AnyOrder());
        // Theirs lists XML too: this server writes JSON alone, and a client that wants XML is told so by the statement.
        Assert.Equal(["application/fhir+xml"], wanted["format"]!.AsArray().Select(Text).Except(said["format"]!.AsArray().Select(Text)));
    }

    [Fact]
    public async Task Firely_reads_it()
    {
        using var client = new FhirClient(served.Fhir, served.Http, new FhirClientSettings { PreferredFormat = ResourceFormat.Json });
        var statement = await client.CapabilityStatementAsync();
        Assert.Equal(Hl7.Fhir.Model.CapabilityStatementKind.Instance, statement!.Kind);
    }

    private static JsonNode Resource(JsonNode statement) => statement["rest"]![0]!["resource"]![0]!;

    private static List<string> Resources(JsonNode statement) => [.. statement["rest"]![0]!["resource"]!.AsArray().Select(r => Text(r!["type"]))];

    private static List<string> Codes(JsonNode resource, string list, string name) => [.. resource[list]!.AsArray().Select(item => Text(item![name]))];

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private sealed class AnyOrder : IEqualityComparer<IEnumerable<string>>
    {
        public bool Equals(IEnumerable<string>? x, IEnumerable<string>? y) => x!.Order().SequenceEqual(y!.Order());

        public int GetHashCode(IEnumerable<string> obj) => 0;
    }
}
