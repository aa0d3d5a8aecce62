using Egide.Observe;

namespace Egide.Connectors.Fhir;

/// <summary>Reads FHIR <c>agent</c> (DSTU2 <c>participant</c>).</summary>
internal sealed class FhirAgentReader(FhirText text)
{
    /// <summary>Reads the agent that <paramref name="reader"/> stands on; what is no object names nobody.</summary>
    public void Read<TReader>(ref TReader reader, AuditEvent into) where TReader : IFhirReader, allows ref struct
    {
        if (!reader.IsObject) return;
        var agent = into.AddAgent();
        FhirReference who = default;
        var here = reader.Enter();
        while (reader.Next(ref here)) Property(ref reader, here.Name, agent, ref who);
        agent.System = who.System;
        agent.Identifier = who.Identifier;
        agent.Reference = who.Reference;
        agent.Display = who.Display;
        if (agent.Requestor == true && into.SessionId is null) into.SessionId = Token(agent.Policies);
    }

    private void Property<TReader>(ref TReader reader, ReadOnlySpan<byte> name, Agent agent, ref FhirReference who)
        where TReader : IFhirReader, allows ref struct
    {
        switch (name.Length)
        {
            case 3 when name.SequenceEqual("who"u8): text.Reference(ref reader, ref who, recurs: true); break;
            case 4 when name.SequenceEqual("type"u8): agent.Type ??= text.Code(ref reader); break;
            case 4 when name.SequenceEqual("role"u8): text.Codes(ref reader, agent.Roles); break;
            case 4 when name.SequenceEqual("name"u8): agent.Name ??= text.Cached(ref reader); break;
            case 5 when name.SequenceEqual("altId"u8): agent.AltId ??= text.Cached(ref reader); break;
            case 6 when name.SequenceEqual("userId"u8): text.Identifier(ref reader, ref who, recurs: true); break;
            case 6 when name.SequenceEqual("policy"u8): Policy(ref reader, agent); break;
            case 7 when name.SequenceEqual("network"u8): Network(ref reader, agent); break;
            case 9 when name.SequenceEqual("requestor"u8): agent.Requestor ??= FhirText.Flag(ref reader); break;
            case 9 when name.SequenceEqual("reference"u8): text.Reference(ref reader, ref who, recurs: true); break;
            case 10 when name.SequenceEqual("networkUri"u8): Typed(ref reader, agent, "5"); break;
            case 12 when name.SequenceEqual("purposeOfUse"u8): text.Codes(ref reader, agent.Purposes); break;
            case 13 when name.SequenceEqual("authorization"u8): text.Codes(ref reader, agent.Purposes); break;
            case 13 when name.SequenceEqual("networkString"u8): Typed(ref reader, agent, null); break;
            case 16 when name.SequenceEqual("networkReference"u8): Device(ref reader, agent); break;
        }
    }

    // Policies are token ids in BALP: of this record or of a session, so not worth a place in the cache.
    private static void Policy<TReader>(ref TReader reader, Agent agent) where TReader : IFhirReader, allows ref struct
    {
        if (FhirText.Own(ref reader) is { } policy) agent.Policies.Add(policy);
    }

    private void Network<TReader>(ref TReader reader, Agent agent) where TReader : IFhirReader, allows ref struct
    {
        if (!reader.IsObject)
        {
            Typed(ref reader, agent, null);
            return;
        }

        var here = reader.Enter();
        while (reader.Next(ref here))
        {
            if (here.Name.SequenceEqual("address"u8)) agent.NetworkAddress ??= text.Cached(ref reader);
            else if (here.Name.SequenceEqual("type"u8)) agent.NetworkType ??= text.Code(ref reader);
        }
    }

    private void Typed<TReader>(ref TReader reader, Agent agent, string? type) where TReader : IFhirReader, allows ref struct
    {
        agent.NetworkAddress ??= text.Cached(ref reader);
        agent.NetworkType ??= type;
    }

    private void Device<TReader>(ref TReader reader, Agent agent) where TReader : IFhirReader, allows ref struct
    {
        FhirReference device = default;
        text.Reference(ref reader, ref device, recurs: true);
        agent.NetworkAddress ??= device.Identifier ?? device.Reference ?? device.Display;
    }

    // A policy is the id of a token, or the address of a consent or of a rule: only the first stands for a session.
    private static string? Token(List<string> policies)
    {
        if (policies.Count == 0) return null;
        var first = policies[0];
        return first.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
            || first.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
            || first.StartsWith("urn:oid:", StringComparison.OrdinalIgnoreCase)
            ? null
            : first;
    }
}
