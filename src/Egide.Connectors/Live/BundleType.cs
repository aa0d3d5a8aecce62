using System.Text;
using Egide.Connectors.Files;
using Egide.Connectors.Wire;

namespace Egide.Connectors.Live;

/// <summary>Reads the <c>type</c> of a FHIR Bundle, wherever it stands among the keys and however large the entries before it are.</summary>
public static class BundleType
{
    /// <summary>The type of a Bundle in JSON or XML; empty when it has none, null when the body is no Bundle.</summary>
    public static string? Of(ReadOnlySpan<byte> body)
    {
        var text = (body.StartsWith("\uFEFF"u8) ? body[3..] : body).TrimStart(" \t\r\n"u8);
        return text.IsEmpty ? null : text[0] == (byte)'<' ? OfXml(text) : OfJson(text);
    }

    private static string? OfJson(ReadOnlySpan<byte> json)
    {
        if (json[0] != (byte)'{') return null;
        var (at, isBundle, type) = (1, false, "");
        while (JsonKeys.TryNext(json, ref at, out var key, out var value) && JsonKeys.TrySkip(json, ref at))
        {
            if (key.SequenceEqual("resourceType"u8)) isBundle = json[value..at].SequenceEqual("\"Bundle\""u8);
            else if (key.SequenceEqual("type"u8) && json[value] == (byte)'"') type = Encoding.UTF8.GetString(json[(value + 1)..(at - 1)]);
        }

        return isBundle ? type : null;
    }

    private static string? OfXml(ReadOnlySpan<byte> text)
    {
        var xml = new XmlScanner(text, new Utf8Scratch());
        var type = "";
        for (var isRoot = true; xml.Read(); isRoot = false)
        {
            if (isRoot && !xml.Name.SequenceEqual("Bundle"u8)) return null;
            if (xml.Token != XmlToken.Start || xml.Depth != 2 || !xml.Name.SequenceEqual("type"u8)) continue;
            while (xml.ReadAttribute())
                if (xml.Name.SequenceEqual("value"u8)) type = Encoding.UTF8.GetString(xml.AttributeValue());
        }

        return type;
    }
}
