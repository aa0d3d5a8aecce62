namespace Egide.Observe.Queries;

/// <summary>
/// Reads the query that an event carries, in whatever language it was asked. Never throws: what is not understood is
/// kept as <see cref="QueryKind.Unknown"/> with its text.
/// </summary>
public static class QueryDecoder
{
    /// <summary>
    /// The query of <paramref name="audit"/>: the first that an entity carries, else the exchange's request target when that
    /// is FHIR's; null when it carries none. The event's codes tell apart queries that look alike.
    /// </summary>
    public static DecodedQuery? Decode(AuditEvent audit)
    {
        for (var i = 0; i < audit.Entities.Count; i++)
        {
            var entity = audit.Entities[i];
            if (!string.IsNullOrWhiteSpace(entity.Query)) return Decode(entity.Query, Transaction(audit, entity));
        }

        if (audit.Url is null) return null;
        var query = FhirQuery.Decode(audit.Url, audit.Method, null);
        return query.Kind == QueryKind.Unknown ? null : query;
    }

    /// <summary>The query written as <paramref name="text"/>.</summary>
    /// <param name="text">An address, a request with its headers and body, a message, a resource.</param>
    /// <param name="transaction">The IHE transaction that it belongs to (<c>ITI-47</c>), when known.</param>
    public static DecodedQuery Decode(string text, string? transaction = null)
    {
        var start = text.AsSpan().TrimStart(" \t\r\n\v\uFEFF");
        if (start.IsEmpty) return new DecodedQuery(QueryKind.Unknown, text);
        return start[0] switch
        {
            '<' => XmlQuery.Decode(text, transaction),
            '{' => FhirMatch.Decode(text),
            _ when Hl7V2Query.IsOne(start) => Hl7V2Query.Decode(text),
            _ => FhirQuery.Decode(text, null, transaction),
        };
    }

    private static string? Transaction(AuditEvent audit, Entity entity)
    {
        foreach (var code in audit.Subtypes)
        {
            if (code.StartsWith("ITI-", StringComparison.Ordinal)) return code;
        }

        return entity.System;
    }
}
