using System.Buffers;
using System.Text.Json;
using Egide.Connectors.Fhir;
using Egide.Connectors.Live;
using Egide.Observe;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using AuditEvent = Hl7.Fhir.Model.AuditEvent;

namespace Egide.Web.Tests.Tde;

/// <summary>Every published sample, of any format and release, is written as an R4 AuditEvent that Firely's strict reader takes.</summary>
public sealed class VectorTests
{
    private static readonly JsonSerializerOptions Strict = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);

    [Fact]
    public void All_published_samples_are_written_as_conformant_events()
    {
        if (SharedFolder.Vector("ans-tde", "README.md") is not { } readme)
        {
            Assert.Skip("The published vectors are not here.");
            return;
        }

        var decoder = new RecordDecoder([]);
        var audit = new Observe.AuditEvent();
        var (events, wrong) = (0, new List<string>());
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetDirectoryName(readme))!, "*", SearchOption.AllDirectories).Where(f => new FileInfo(f).Length < 1 << 20))
        {
            if (Path.GetExtension(file) is not (".json" or ".xml" or ".ndjson" or ".log" or ".txt" or ".syslog")) continue;
            foreach (var record in Framed.Of(File.ReadAllBytes(file)))
            {
                if (decoder.Decode("vectors", DateTimeOffset.UnixEpoch, record.Span, audit).Kind != DecodingKind.Event) continue;
                events++;
                if (Fault(audit) is { } fault) wrong.Add($"{file[(Path.GetDirectoryName(readme)!.Length - 8)..]}: {fault}");
            }
        }

        Assert.True(events >= 90, $"Only {events} events were read.");
        Assert.Empty(wrong);
    }

    private static string? Fault(Observe.AuditEvent audit)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes)) AuditEventWriter.Write(audit, 7, DateTimeOffset.UnixEpoch, "vectors", json);
        try
        {
            var read = JsonSerializer.Deserialize<AuditEvent>(bytes.WrittenSpan, Strict)!;
            if (read.Type is null || read.Recorded is null || read.Agent.Count == 0 || read.Source?.Observer is null) return "an element that R4 demands is missing";
            if (read.Agent.Any(agent => agent.Requestor is null)) return "an agent does not say whether it asked";
            return read.Entity.Any(entity => entity.Name is not null && entity.Query is not null) ? "an entity has a name and a query" : null;
        }
        catch (DeserializationFailedException fault)
        {
            return fault.Message;
        }
    }
}
