using Egide.Observe.Data;
using Egide.Observe.Queries;

namespace Egide.Observe;

/// <summary>What an event shows of each patient it concerns, by the data map.</summary>
internal sealed class Revealed(DataMap map)
{
    public DataCategory Of(AuditEvent audit, DecodedQuery? query)
    {
        var shown = DataCategory.None;
        if (query?.Resource is { } resource && map.Resource(resource, Elements(query)) is { } asked) return asked;
        foreach (var entity in audit.Entities) shown |= OfEntity(entity);
        if (audit.Url is not null && map.Url(audit.Url) is { } page) shown |= page;
        if (shown != 0) return shown;
        foreach (var subtype in audit.Subtypes)
            if (map.Transaction(subtype) is { } transaction) shown |= transaction;
        if (shown != 0) return shown;
        // The next page of a list whose first page is another record: the list of persons, until something says otherwise.
        if (query is { Kind: QueryKind.FhirSearch, Resource: null } && query.Text.Contains("_getpages=", StringComparison.Ordinal)) return map.Resource("Patient", Elements(query)) ?? DataCategory.None;
        if (audit.Code is not null && map.Event(audit.Code) is { } told) return told;
        foreach (var entity in audit.Entities)
            if (Imputation.Subjects.IsPatientReference(entity.Reference)) return map.Resource("Patient", null) ?? DataCategory.None;
        return shown;
    }

    // A Patient entity of role 1 says whose data it is, not what was shown, unless it is all there is.
    private DataCategory OfEntity(Entity entity)
    {
        var shown = DataCategory.None;
        foreach (var (type, value) in entity.Details)
        {
            if (type != "category") continue;
            var one = DataCategories.Parse(value);
            shown |= one != 0 ? one : map.Word(value) ?? DataCategory.None;
        }

        if (entity.Role == "24") return shown;
        if (entity.Reference is { } reference && ResourceOf(reference) is { } resource && (entity.Role != "1" || resource != "Patient"))
            shown |= map.Resource(resource, null) ?? DataCategory.None;
        else if (entity.Type is { Length: > 3 } type && entity.Role != "1") shown |= map.Resource(type, null) ?? DataCategory.None;
        return shown;
    }

    private static string? ResourceOf(string reference)
    {
        for (var end = reference.LastIndexOf('/'); end >= 0;)
        {
            var start = reference.AsSpan(0, end).LastIndexOf('/') + 1;
            if (start < end && char.IsAsciiLetterUpper(reference[start])) return reference[start..end];
            end = start - 1;
        }

        return null;
    }

    private static string? Elements(DecodedQuery query) => query.Elements.Count == 0 ? null : string.Join(',', query.Elements);
}
