using System.Text;
using Egide.Connectors.Wire;
using Egide.Observe;

namespace Egide.Connectors.Fhir;

/// <summary>Reads the small things a resource is made of: texts, codes, instants, references.</summary>
internal sealed class FhirText
{
    private readonly TextCache _cache = new();
    private readonly Utf8Scratch _scratch = new();

    /// <summary>A value that comes again in other records (a code, a system, a name), or null.</summary>
    public string? Cached<TReader>(ref TReader reader) where TReader : IFhirReader, allows ref struct
    {
        var value = reader.Value();
        return value.IsEmpty ? null : _cache.Get(value);
    }

    /// <summary>A value of this record alone, or null.</summary>
    public static string? Own<TReader>(ref TReader reader) where TReader : IFhirReader, allows ref struct
    {
        var value = reader.Value();
        return value.IsEmpty ? null : Encoding.UTF8.GetString(value);
    }

    /// <summary>A base64 value as the text it holds, or null.</summary>
    public string? Base64<TReader>(ref TReader reader) where TReader : IFhirReader, allows ref struct =>
        Base64Text.Read(reader.Value(), _scratch);

    /// <summary>An instant, or null; marks the event when its zone is missing.</summary>
    public static DateTimeOffset? Time<TReader>(ref TReader reader, AuditEvent into) where TReader : IFhirReader, allows ref struct
    {
        if (!TimeText.TryParse(reader.Value(), out var instant, out var zoneMissing)) return null;
        into.ZoneMissing |= zoneMissing;
        return instant;
    }

    /// <summary>A boolean, or null.</summary>
    public static bool? Flag<TReader>(ref TReader reader) where TReader : IFhirReader, allows ref struct
    {
        var value = reader.Value();
        if (Ascii.EqualsIgnoreCase(value, "true"u8) || value.SequenceEqual("1"u8)) return true;
        return Ascii.EqualsIgnoreCase(value, "false"u8) || value.SequenceEqual("0"u8) ? false : null;
    }

    /// <summary>First code of a code, Coding, CodeableConcept or BackboneElement with a <c>code</c>; null when it has none.</summary>
    public string? Code<TReader>(ref TReader reader) where TReader : IFhirReader, allows ref struct
    {
        if (!reader.IsObject) return Cached(ref reader);
        string? first = null;
        var here = reader.Enter();
        while (reader.Next(ref here))
        {
            if (first is null && (here.Name.SequenceEqual("code"u8) || here.Name.SequenceEqual("coding"u8))) first = Code(ref reader);
        }

        return first;
    }

    /// <summary>Every code of the same.</summary>
    public void Codes<TReader>(ref TReader reader, List<string> into) where TReader : IFhirReader, allows ref struct
    {
        if (!reader.IsObject)
        {
            if (Cached(ref reader) is { } code) into.Add(code);
            return;
        }

        var here = reader.Enter();
        while (reader.Next(ref here))
        {
            if (here.Name.SequenceEqual("code"u8) || here.Name.SequenceEqual("coding"u8)) Codes(ref reader, into);
        }
    }

    /// <summary>An Identifier into <paramref name="into"/>; <paramref name="recurs"/> when other records will name the same.</summary>
    public void Identifier<TReader>(ref TReader reader, ref FhirReference into, bool recurs)
        where TReader : IFhirReader, allows ref struct
    {
        if (!reader.IsObject)
        {
            into.Identifier ??= Name(ref reader, recurs);
            return;
        }

        var here = reader.Enter();
        while (reader.Next(ref here))
        {
            if (here.Name.SequenceEqual("system"u8)) into.System ??= Cached(ref reader);
            else if (here.Name.SequenceEqual("value"u8)) into.Identifier ??= Name(ref reader, recurs);
        }
    }

    /// <summary>A Reference into <paramref name="into"/>; <paramref name="recurs"/> as for an Identifier.</summary>
    public void Reference<TReader>(ref TReader reader, ref FhirReference into, bool recurs)
        where TReader : IFhirReader, allows ref struct
    {
        if (!reader.IsObject)
        {
            into.Reference ??= Name(ref reader, recurs);
            return;
        }

        var here = reader.Enter();
        while (reader.Next(ref here))
        {
            switch (here.Name.Length)
            {
                case 9 when here.Name.SequenceEqual("reference"u8): into.Reference ??= Name(ref reader, recurs); break;
                case 10 when here.Name.SequenceEqual("identifier"u8): Identifier(ref reader, ref into, recurs); break;
                case 7 when here.Name.SequenceEqual("display"u8): into.Display ??= Cached(ref reader); break;
                case 4 when here.Name.SequenceEqual("type"u8): into.Type ??= Cached(ref reader); break;
            }
        }
    }

    private string? Name<TReader>(ref TReader reader, bool recurs) where TReader : IFhirReader, allows ref struct =>
        recurs ? Cached(ref reader) : Own(ref reader);
}
