using Egide.Web.Tde.Search;

namespace Egide.Web.Tde.Records;

/// <summary>A record as the R4 AuditEvent that is handed out, and what it can be searched by.</summary>
/// <param name="Json">The resource, UTF-8.</param>
/// <param name="Facets">Its values.</param>
internal sealed record TraceDocument(byte[] Json, List<Facet> Facets);
