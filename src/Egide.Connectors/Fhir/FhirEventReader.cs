using Egide.Observe;

namespace Egide.Connectors.Fhir;

/// <summary>
/// Reads an AuditEvent of any release into an <see cref="AuditEvent"/>. Releases are told apart by their
/// properties, which do not collide: DSTU2 nests under <c>event</c>/<c>participant</c>/<c>object</c>, R5 has
/// <c>category</c>, <c>code</c> and <c>occurred[x]</c>.
/// </summary>
internal sealed class FhirEventReader
{
    private readonly FhirText _text = new();
    private readonly FhirAgentReader _agents;
    private readonly FhirEntityReader _entities;

    public FhirEventReader()
    {
        _agents = new FhirAgentReader(_text);
        _entities = new FhirEntityReader(_text);
    }

    /// <summary>
    /// Reads the object that <paramref name="reader"/> stands on. Gives the resource type it names: reading stops
    /// there when it is not an AuditEvent; null when it names none.
    /// </summary>
    public string? Read<TReader>(ref TReader reader, AuditEvent into) where TReader : IFhirReader, allows ref struct
    {
        string? resourceType = null;
        into.Format = RecordFormat.FhirR4;
        var here = reader.Enter();
        while (reader.Next(ref here))
        {
            if (here.Name.SequenceEqual("resourceType"u8))
            {
                resourceType ??= _text.Cached(ref reader);
                if (resourceType != "AuditEvent") return resourceType;
            }
            else
            {
                Property(ref reader, here.Name, into);
            }
        }

        return resourceType;
    }

    /// <summary>Reads the children of an object already known to be an AuditEvent.</summary>
    private void Property<TReader>(ref TReader reader, ReadOnlySpan<byte> name, AuditEvent into) where TReader : IFhirReader, allows ref struct
    {
        switch (name.Length)
        {
            case 2 when name.SequenceEqual("id"u8): into.Id ??= FhirText.Own(ref reader); break;
            case 4 when name.SequenceEqual("type"u8): into.Code ??= _text.Code(ref reader); break;
            case 4 when name.SequenceEqual("code"u8): Newer(into); _text.Codes(ref reader, into.Subtypes); break;
            case 5 when name.SequenceEqual("agent"u8): _agents.Read(ref reader, into); break;
            case 5 when name.SequenceEqual("event"u8): Nested(ref reader, into); break;
            case 6 when name.SequenceEqual("action"u8): Action(ref reader, into); break;
            case 6 when name.SequenceEqual("entity"u8): _entities.Read(ref reader, into); break;
            case 6 when name.SequenceEqual("object"u8): Older(into); _entities.Read(ref reader, into); break;
            case 6 when name.SequenceEqual("period"u8): Period(ref reader, into); break;
            case 6 when name.SequenceEqual("source"u8): Source(ref reader, into); break;
            case 7 when name.SequenceEqual("outcome"u8): into.Outcome ??= _text.Code(ref reader); break;
            case 7 when name.SequenceEqual("subtype"u8): _text.Codes(ref reader, into.Subtypes); break;
            case 7 when name.SequenceEqual("patient"u8): Newer(into); _entities.ReadPatient(ref reader, into); break;
            case 8 when name.SequenceEqual("recorded"u8): into.Declared ??= FhirText.Time(ref reader, into); break;
            case 8 when name.SequenceEqual("category"u8): Category(ref reader, into); break;
            case 8 when name.SequenceEqual("dateTime"u8): into.Occurred ??= FhirText.Time(ref reader, into); break;
            case 11 when name.SequenceEqual("participant"u8): Older(into); _agents.Read(ref reader, into); break;
            case 13 when name.SequenceEqual("authorization"u8): Newer(into); _text.Codes(ref reader, into.Purposes); break;
            case 14 when name.SequenceEqual("purposeOfEvent"u8): _text.Codes(ref reader, into.Purposes); break;
            case 14 when name.SequenceEqual("occurredPeriod"u8): Newer(into); Period(ref reader, into); break;
            case 16 when name.SequenceEqual("occurredDateTime"u8):
                Newer(into);
                into.Occurred ??= FhirText.Time(ref reader, into);
                break;
        }
    }

    private static void Newer(AuditEvent into) => into.Format = RecordFormat.FhirR5;

    private static void Older(AuditEvent into) => into.Format = RecordFormat.FhirDstu2;

    private void Nested<TReader>(ref TReader reader, AuditEvent into) where TReader : IFhirReader, allows ref struct
    {
        if (!reader.IsObject) return;
        Older(into);
        var here = reader.Enter();
        while (reader.Next(ref here))
        {
            if (!here.Name.SequenceEqual("event"u8)) Property(ref reader, here.Name, into);
        }
    }

    // R5: several categories may be given; the first is the event's code, the others refine it.
    private void Category<TReader>(ref TReader reader, AuditEvent into) where TReader : IFhirReader, allows ref struct
    {
        Newer(into);
        if (into.Code is null) into.Code = _text.Code(ref reader);
        else _text.Codes(ref reader, into.Subtypes);
    }

    private static void Action<TReader>(ref TReader reader, AuditEvent into) where TReader : IFhirReader, allows ref struct
    {
        var value = reader.Value();
        if (value.Length == 1 && into.Action == '\0') into.Action = (char)value[0];
    }

    private static void Period<TReader>(ref TReader reader, AuditEvent into) where TReader : IFhirReader, allows ref struct
    {
        if (!reader.IsObject)
        {
            into.Occurred ??= FhirText.Time(ref reader, into);
            return;
        }

        var here = reader.Enter();
        while (reader.Next(ref here))
        {
            if (here.Name.SequenceEqual("start"u8)) into.Occurred ??= FhirText.Time(ref reader, into);
            else if (here.Name.SequenceEqual("end"u8)) into.OccurredEnd ??= FhirText.Time(ref reader, into);
        }
    }

    private void Source<TReader>(ref TReader reader, AuditEvent into) where TReader : IFhirReader, allows ref struct
    {
        if (!reader.IsObject) return;
        FhirReference observer = default, site = default;
        var here = reader.Enter();
        while (reader.Next(ref here))
        {
            if (here.Name.SequenceEqual("observer"u8)) _text.Reference(ref reader, ref observer, recurs: true);
            else if (here.Name.SequenceEqual("identifier"u8)) _text.Identifier(ref reader, ref observer, recurs: true);
            else if (here.Name.SequenceEqual("site"u8)) _text.Reference(ref reader, ref site, recurs: true);
        }

        into.SourceId ??= observer.Identifier ?? observer.Reference ?? observer.Display;
        into.SourceSite ??= site.Reference ?? site.Identifier ?? site.Display;
    }
}
