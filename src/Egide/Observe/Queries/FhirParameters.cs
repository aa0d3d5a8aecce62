using System.Globalization;

namespace Egide.Observe.Queries;

/// <summary>Reads the parameters of a FHIR search.</summary>
internal static class FhirParameters
{
    /// <summary>Adds to <paramref name="query"/> what <paramref name="text"/> (<c>name=value&amp;…</c>, percent-encoded) asks.</summary>
    public static void Add(DecodedQuery query, ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split('&'))
        {
            var pair = text[range];
            var equals = pair.IndexOf('=');
            // A name alone asks nothing: libraries write "?null" for no query at all.
            if (equals <= 0) continue;
            var name = Plain(pair[..equals]);
            var value = Plain(pair[(equals + 1)..]);
            if (!Paging(query, name, value)) Criterion(query, name, value);
        }
    }

    private static bool Paging(DecodedQuery query, string name, string value)
    {
        switch (name)
        {
            case "_elements":
                query.Elements.AddRange(value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
                return true;
            case "_count":
                query.Count ??= Number(value);
                query.CountsOnly |= query.Count == 0;
                return true;
            case "_summary":
                query.CountsOnly |= value == "count";
                return false;
            case "_sort":
                query.Sort ??= value;
                return false;
            case "_getpages" or "_page_token" or "_cursor" or "_continuationToken" or "ct":
                query.Continuation ??= name + "=" + value;
                return false;
            case "_page" or "page":
                query.Page ??= Number(value);
                return true;
            case "_offset" or "_getpagesoffset" or "offset" or "_skip":
                query.Offset ??= Number(value);
                return true;
            default:
                return false;
        }
    }

    private static void Criterion(DecodedQuery query, string name, string value)
    {
        var colon = name.IndexOf(':');
        var bare = colon < 0 ? name : name[..colon];
        var modifier = colon < 0 ? null : name[(colon + 1)..];
        query.Parameters.Add(new QueryParameter(bare, modifier, value));
        if (modifier is "not" or "missing" or "contains" or "text" or "above" or "below" or "in" or "not-in") return;
        foreach (var one in value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            Key(query, bare, modifier, one);
    }

    private static void Key(DecodedQuery query, string name, string? modifier, string value)
    {
        switch (name)
        {
            case "_id" when query.Resource == "Patient":
                query.AddPatient(null, "Patient/" + value);
                break;
            case "identifier" when query.Resource == "Patient":
            case "patient.identifier" or "subject.identifier" or "sourceIdentifier":
            case "patient" or "subject" when modifier is "identifier" or "Patient.identifier":
                Token(query, value);
                break;
            case "patient" or "subject" when modifier is null or "Patient":
                Reference(query, value, isPatient: name == "patient" || modifier is not null);
                break;
        }
    }

    private static void Token(DecodedQuery query, string value)
    {
        var bar = value.IndexOf('|');
        // "system|" is any patient of that system, "|value" one without a system.
        if (bar < 0) query.AddPatient(null, value);
        else query.AddPatient(bar == 0 ? null : value[..bar], value[(bar + 1)..]);
    }

    private static void Reference(DecodedQuery query, string value, bool isPatient)
    {
        var at = value.LastIndexOf("Patient/", StringComparison.Ordinal);
        if (at >= 0) query.AddPatient(null, value[at..]);
        else if (isPatient && !value.Contains('/')) query.AddPatient(null, "Patient/" + value);
    }

    private static int? Number(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Plain(ReadOnlySpan<char> encoded)
    {
        if (!encoded.ContainsAny('%', '+')) return encoded.ToString();
        return Uri.UnescapeDataString(encoded.ToString().Replace('+', ' '));
    }
}
