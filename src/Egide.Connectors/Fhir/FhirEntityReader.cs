using Egide.Connectors.Wire;
using Egide.Observe;

namespace Egide.Connectors.Fhir;

/// <summary>Reads FHIR <c>entity</c> (DSTU2 <c>object</c>).</summary>
internal sealed class FhirEntityReader(FhirText text)
{
    /// <summary>Reads the entity that <paramref name="reader"/> stands on; what is no object says nothing.</summary>
    public void Read<TReader>(ref TReader reader, AuditEvent into) where TReader : IFhirReader, allows ref struct
    {
        if (!reader.IsObject) return;
        var entity = into.AddEntity();
        FhirReference what = default;
        var here = reader.Enter();
        while (reader.Next(ref here)) Property(ref reader, here.Name, entity, ref what);
        Name(entity, what);
        Exchange.Note(entity, into);
    }

    /// <summary>Reads R5's <c>patient</c>, a reference, as the entity that earlier releases make of it.</summary>
    public void ReadPatient<TReader>(ref TReader reader, AuditEvent into) where TReader : IFhirReader, allows ref struct
    {
        FhirReference what = default;
        text.Reference(ref reader, ref what, recurs: false);
        if (what.Identifier is null && what.Reference is null) return;
        var entity = into.AddEntity();
        entity.Type = "1";
        entity.Role = "1";
        Name(entity, what);
    }

    private static void Name(Entity entity, in FhirReference what)
    {
        entity.System = what.System;
        entity.Identifier = what.Identifier;
        entity.Reference = what.Reference;
        entity.Display = what.Display;
        entity.Type ??= what.Type;
    }

    private void Property<TReader>(ref TReader reader, ReadOnlySpan<byte> name, Entity entity, ref FhirReference what)
        where TReader : IFhirReader, allows ref struct
    {
        switch (name.Length)
        {
            case 4 when name.SequenceEqual("what"u8): text.Reference(ref reader, ref what, recurs: false); break;
            case 4 when name.SequenceEqual("type"u8): entity.Type ??= text.Code(ref reader); break;
            case 4 when name.SequenceEqual("role"u8): entity.Role ??= text.Code(ref reader); break;
            case 4 when name.SequenceEqual("name"u8): entity.Name ??= FhirText.Own(ref reader); break;
            case 5 when name.SequenceEqual("query"u8): entity.Query ??= text.Base64(ref reader); break;
            case 6 when name.SequenceEqual("detail"u8): Detail(ref reader, entity); break;
            case 9 when name.SequenceEqual("lifecycle"u8): entity.Lifecycle ??= text.Code(ref reader); break;
            case 9 when name.SequenceEqual("reference"u8): text.Reference(ref reader, ref what, recurs: false); break;
            case 10 when name.SequenceEqual("identifier"u8): text.Identifier(ref reader, ref what, recurs: false); break;
            case 13 when name.SequenceEqual("securityLabel"u8): text.Codes(ref reader, entity.Labels); break;
        }
    }

    private void Detail<TReader>(ref TReader reader, Entity entity) where TReader : IFhirReader, allows ref struct
    {
        if (!reader.IsObject) return;
        string? type = null, value = null;
        var here = reader.Enter();
        while (reader.Next(ref here))
        {
            if (here.Name.SequenceEqual("type"u8)) type ??= Type(ref reader);
            else if (value is null && here.Name.StartsWith("value"u8)) value = Value(ref reader, here.Name);
        }

        if (type is not null || value is not null) entity.Details.Add(new(type ?? "", value ?? ""));
    }

    // R5 made the type a CodeableConcept, often with nothing but its text.
    private string? Type<TReader>(ref TReader reader) where TReader : IFhirReader, allows ref struct
    {
        if (!reader.IsObject) return text.Cached(ref reader);
        string? code = null, plain = null;
        var here = reader.Enter();
        while (reader.Next(ref here))
        {
            if (here.Name.SequenceEqual("coding"u8)) code ??= text.Code(ref reader);
            else if (here.Name.SequenceEqual("text"u8)) plain ??= text.Cached(ref reader);
        }

        return code ?? plain;
    }

    // Releases before R4 call it "value" and want base64; R4 and later say which it is in the name.
    private string? Value<TReader>(ref TReader reader, ReadOnlySpan<byte> name) where TReader : IFhirReader, allows ref struct
    {
        if (reader.IsObject) return text.Code(ref reader);
        return name.Length == 5 || name.SequenceEqual("valueBase64Binary"u8) ? text.Base64(ref reader) : FhirText.Own(ref reader);
    }
}
