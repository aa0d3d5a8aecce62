namespace Egide.Observe.Queries;

/// <summary>Reads FHIR requests: an address, a bare query string, or a request line with its headers and body.</summary>
internal static class FhirQuery
{
    private static readonly string[] Methods = ["GET ", "POST ", "HEAD ", "PUT ", "PATCH ", "DELETE "];

    /// <summary>Reads <paramref name="text"/>; <see cref="QueryKind.Unknown"/> when it is no FHIR request.</summary>
    public static DecodedQuery Decode(string text, string? method, string? transaction)
    {
        var target = FirstLine(text, out var rest);
        foreach (var known in Methods)
        {
            if (!target.StartsWith(known, StringComparison.OrdinalIgnoreCase)) continue;
            method ??= known.TrimEnd();
            target = target[known.Length..].Trim();
            var protocol = target.LastIndexOf(" HTTP/");
            if (protocol > 0) target = target[..protocol].TrimEnd();
            break;
        }

        if (target.Contains(' ')) return new DecodedQuery(QueryKind.Unknown, text);
        var mark = target.IndexOf('?');
        var bare = mark < 0 && target.Contains('=') && target[^1] != '=';
        var path = bare ? [] : mark < 0 ? target : target[..mark];
        var parameters = bare ? target : mark < 0 ? [] : target[(mark + 1)..];
        var place = FhirPath.Read(path);
        if (bare && transaction is "ITI-67") place = place with { Resource = "DocumentReference" };
        if (bare && transaction is "ITI-66") place = place with { Resource = "List" };
        if (bare && transaction is "ITI-78") place = place with { Resource = "Patient" };
        // A server's own page links name a search made before and no resource: HAPI's, and those modelled on it.
        var laterPage = mark >= 0 && parameters.Contains("_getpages=", StringComparison.Ordinal);
        if (place.Resource is null && !bare && !laterPage) return new DecodedQuery(QueryKind.Unknown, text);

        var query = new DecodedQuery(place.Id is not null && place.Operation is null ? QueryKind.FhirRead : QueryKind.FhirSearch, text)
        {
            Resource = place.Resource,
            Operation = place.Operation,
        };
        FhirParameters.Add(query, parameters);
        if (place.IsSearchByPost || string.Equals(method, "POST", StringComparison.OrdinalIgnoreCase)) FhirParameters.Add(query, Body(rest));
        if (place.Patient is not null) query.AddPatient(null, "Patient/" + place.Patient);
        else if (place is { Resource: "Patient", Id: not null }) query.AddPatient(null, "Patient/" + place.Id);
        return query;
    }

    private static ReadOnlySpan<char> FirstLine(string text, out ReadOnlySpan<char> rest)
    {
        var trimmed = text.AsSpan().TrimStart(" \t\r\n\uFEFF");
        var end = trimmed.IndexOfAny('\r', '\n');
        rest = end < 0 ? [] : trimmed[end..];
        return (end < 0 ? trimmed : trimmed[..end]).Trim();
    }

    // What follows the first empty line, its own first line.
    private static ReadOnlySpan<char> Body(ReadOnlySpan<char> rest)
    {
        var crlf = rest.IndexOf("\r\n\r\n");
        var lf = rest.IndexOf("\n\n");
        var start = crlf < 0 ? lf : lf < 0 ? crlf : Math.Min(crlf, lf);
        if (start < 0) return [];
        var body = rest[start..].Trim();
        var end = body.IndexOfAny('\r', '\n');
        return end < 0 ? body : body[..end];
    }
}
