using System.Globalization;
using Egide.Observe;

namespace Egide.Connectors.Wire;

/// <summary>Finds in an entity what belongs to the whole exchange: its request id, and how many results came back.</summary>
internal static class Exchange
{
    private static readonly HashSet<string> RequestNames = new(
        ["xrequestid", "requestid", "xcorrelationid", "correlationid", "traceparent", "traceid", "xtraceid", "xb3traceid"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> CountNames = new(
        ["count", "total", "resultcount", "numberofresults", "nbresults", "results", "résultats", "resultats",
            "nombrederésultats", "nombrederesultats", "nbrésultats", "nbresultats"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Fills <see cref="AuditEvent.RequestId"/> and <see cref="AuditEvent.ResultCount"/> from <paramref name="entity"/>.</summary>
    public static void Note(Entity entity, AuditEvent into)
    {
        if (into.RequestId is null && (Is(RequestNames, entity.Type) || Is(RequestNames, entity.Name) || Is(RequestNames, entity.System)))
        {
            var value = entity.Identifier ?? entity.Reference ?? entity.Display ?? (Is(RequestNames, entity.Name) ? null : entity.Name);
            into.RequestId = value is null ? null : RequestId(value);
        }

        foreach (var (type, value) in entity.Details)
        {
            if (into.RequestId is null && Is(RequestNames, type)) into.RequestId = RequestId(value);
            else if (into.ResultCount < 0 && Is(CountNames, type)
                && int.TryParse(value, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var count))
                into.ResultCount = count;
        }
    }

    // W3C trace context, "version-trace-parent-flags": only the trace is shared by both ends.
    private static string RequestId(string value) =>
        value.Length == 55 && value[2] == '-' && value[35] == '-' && value[52] == '-' ? value[3..35] : value;

    private static bool Is(HashSet<string> names, string? written)
    {
        if (written is null || written.Length is < 5 or > 40) return false;
        Span<char> bare = stackalloc char[40];
        var length = 0;
        foreach (var c in written.AsSpan(Prefix(written)))
        {
            if (c is not ('-' or '_' or ' ' or '.')) bare[length++] = c;
        }

        return names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(bare[..length]);
    }

    // A system may be an address or a urn that ends in the name.
    private static int Prefix(string written) => written.AsSpan().LastIndexOfAny('/', ':', '#') + 1;
}
