using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Egide.Web.Tde.Search;

/// <summary>
/// Which values are indexed, and under which keys. What a key finds is matched again, so that keys may stand for more than they should:
/// identifiers and references share theirs whoever they stand for, and texts are indexed by their beginnings.
/// </summary>
internal static class Keys
{
    /// <summary>All events, by when they were recorded.</summary>
    public static readonly ulong All = Of("all", "");

    /// <summary>All events that say when they happened, by that.</summary>
    public static readonly ulong Started = Of("started", "");

    /// <summary>All messages that came by syslog, by their header's time.</summary>
    public static readonly ulong Syslog = Of("syslog", "");

    // A longer beginning is rarer; one of five letters is rare enough to be worth a key.
    private static readonly int[] Beginnings = [9, 5];

    /// <summary>Adds the keys of a value; none when it is of too few kinds to help.</summary>
    public static void Add(Facet facet, HashSet<ulong> into)
    {
        switch (facet.Name)
        {
            case "type" or "subtype" or "action" or "outcome" or "altid" or "policy":
                into.Add(Of(facet.Name, facet.Text));
                break;
            case "agent-name" or "entity-name" or "address":
                var text = Plain(facet.Text);
                foreach (var length in Beginnings)
                    if (text.Length >= length) into.Add(Of(facet.Name, text[..length]));
                break;
            case "agent" or "entity" or "patient" or "source":
                into.Add(Of("id", IdOf(facet.Text)));
                break;
            case "agent.identifier" or "entity.identifier" or "patient.identifier" or "source.identifier":
                into.Add(Of("id", facet.Text));
                break;
        }
    }

    /// <summary>The key under which records that match a value are found; null when they are not indexed by it.</summary>
    public static ulong? Find(string name, ParameterKind kind, string value)
    {
        switch (kind)
        {
            case ParameterKind.Text:
                var text = Plain(value);
                foreach (var length in Beginnings)
                    if (text.Length >= length) return Of(name, text[..length]);
                return null;
            case ParameterKind.Reference:
                return Of("id", IdOf(value));
            case ParameterKind.Identifier:
                return value.Length == 0 ? null : Of("id", value);
            default:
                return value.Length > 0 && name is "type" or "subtype" or "action" or "outcome" or "altid" or "policy" ? Of(name, value) : null;
        }
    }

    /// <summary>The last part of a reference, its version left off.</summary>
    public static string IdOf(string reference)
    {
        var version = reference.IndexOf("/_history/", StringComparison.Ordinal);
        if (version >= 0) reference = reference[..version];
        return reference[(reference.LastIndexOf('/') + 1)..];
    }

    /// <summary>A text without case and accents, as FHIR compares strings.</summary>
    public static string Plain(string text)
    {
        if (text.All(char.IsAscii)) return text.ToLowerInvariant();
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) plain.Append(char.ToLowerInvariant(c));
        return plain.ToString();
    }

    private static ulong Of(string name, string value)
    {
        var most = Encoding.UTF8.GetMaxByteCount(name.Length + value.Length) + 1;
        var bytes = most <= 512 ? stackalloc byte[512] : new byte[most];
        var length = Encoding.UTF8.GetBytes(name, bytes);
        bytes[length++] = (byte)'\n';
        length += Encoding.UTF8.GetBytes(value, bytes[length..]);
        return XxHash3.HashToUInt64(bytes[..length]);
    }
}
