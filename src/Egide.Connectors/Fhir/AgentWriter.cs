using System.Text.Json;
using Egide.Observe;

namespace Egide.Connectors.Fhir;

/// <summary>Writes <c>agent</c>: R4 wants one at least, and of each whether it asked.</summary>
internal static class AgentWriter
{
    public static void Write(Utf8JsonWriter json, AuditEvent audit)
    {
        json.WriteStartArray("agent");
        var asker = Asker(audit);
        for (var i = 0; i < audit.Agents.Count; i++) Write(json, audit.Agents[i], i == asker ? audit.Address : null);
        if (asker < 0 && (audit.Address is not null || audit.Agents.Count == 0)) Nobody(json, audit.Address);
        json.WriteEndArray();
    }

    // The address of the exchange is that of who asked, when the record puts it nowhere.
    private static int Asker(AuditEvent audit)
    {
        for (var i = 0; i < audit.Agents.Count; i++)
            if (audit.Agents[i].Requestor == true) return i;
        return -1;
    }

    private static void Write(Utf8JsonWriter json, Agent agent, string? address)
    {
        json.WriteStartObject();
        if (Coded.IsCode(agent.Type))
        {
            json.WritePropertyName("type");
            Coded.Concept(json, agent.Type!);
        }

        AuditEventWriter.Array(json, "role", agent.Roles, Coded.Concept);
        Who(json, agent);
        if (!string.IsNullOrWhiteSpace(agent.AltId)) json.WriteText("altId", agent.AltId);
        if (!string.IsNullOrWhiteSpace(agent.Name)) json.WriteText("name", agent.Name);
        json.WriteBoolean("requestor", agent.Requestor == true);
        Policies(json, agent);
        Network(json, agent.NetworkAddress ?? address, agent.NetworkAddress is null ? "2" : agent.NetworkType);
        AuditEventWriter.Array(json, "purposeOfUse", agent.Purposes, Coded.Concept);
        json.WriteEndObject();
    }

    private static void Who(Utf8JsonWriter json, Agent agent)
    {
        var identifier = string.IsNullOrWhiteSpace(agent.Identifier) ? agent.UserId : agent.Identifier;
        var reference = Coded.IsReference(agent.Reference) ? agent.Reference : null;
        var display = string.IsNullOrWhiteSpace(agent.Display) ? reference is null ? agent.Reference : null : agent.Display;
        if (string.IsNullOrWhiteSpace(identifier) && reference is null && string.IsNullOrWhiteSpace(display)) return;
        json.WriteStartObject("who");
        if (reference is not null) json.WriteText("reference", reference);
        if (!string.IsNullOrWhiteSpace(identifier)) Coded.Identifier(json, agent.System, identifier);
        if (!string.IsNullOrWhiteSpace(display)) json.WriteText("display", display);
        json.WriteEndObject();
    }

    private static void Policies(Utf8JsonWriter json, Agent agent)
    {
        if (!agent.Policies.Exists(policy => !string.IsNullOrWhiteSpace(policy))) return;
        json.WriteStartArray("policy");
        foreach (var policy in agent.Policies)
            if (!string.IsNullOrWhiteSpace(policy)) json.WriteStringValue(policy);
        json.WriteEndArray();
    }

    private static void Network(Utf8JsonWriter json, string? address, string? type)
    {
        if (string.IsNullOrWhiteSpace(address)) return;
        json.WriteStartObject("network");
        json.WriteText("address", address);
        if (type is "1" or "2" or "3" or "4" or "5") json.WriteString("type", type);
        json.WriteEndObject();
    }

    private static void Nobody(Utf8JsonWriter json, string? address)
    {
        json.WriteStartObject();
        json.WritePropertyName("who");
        Coded.Unknown(json);
        json.WriteBoolean("requestor", false);
        Network(json, address, "2");
        json.WriteEndObject();
    }
}
