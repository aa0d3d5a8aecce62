using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Egide.Web.SignIn;

/// <summary>
/// Who may do what: the one table. Every endpoint of the site has its row; one that has none keeps the site from starting, and what no
/// row allows is refused.
/// </summary>
internal static class AccessTable
{
    private static readonly string[] Homes = ["/", "/views", "/persons", "/settings"];
    private static readonly Role[] Everybody = Enum.GetValues<Role>();
    private static readonly Role[] Deciding = [Role.Analyst, Role.Approver, Role.Dpo];
    private static readonly Role[] Watching = [Role.Analyst];
    private static readonly Role[] Proving = [Role.Analyst, Role.Approver, Role.Dpo, Role.Auditor];
    private static readonly Role[] Keeping = [Role.Administrator, Role.Dpo, Role.Approver, Role.Auditor];

    /// <summary>For whoever comes: nothing here shows data, or the endpoint knows its callers by another means (a token, a signature).</summary>
    public static IReadOnlySet<string> Open { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "GET /sign-in", "POST /sign-in", "GET /sign-in/provider", "GET /sign-in/done", "POST /sign-out/provider", "GET /language/{to}",
        "GET /console.css", "GET /console.js", "GET /health", "GET /ready", "POST /fhir", "POST /fhir/AuditEvent", "POST /fhir/Bundle", "POST /forward", "POST /signals/{name}",
        "GET /fhir/AuditEvent", "POST /fhir/AuditEvent/_search", "GET /fhir/AuditEvent/{id}", "GET /syslogsearch", "GET /fhir/syslogsearch", "GET /fhir/metadata", "GET /_framework/opaque-redirect",
    };

    /// <summary>What needs no state of the station, and is served while the journal is read again: ways in, the trail service, health.</summary>
    public static IReadOnlySet<string> WithoutState { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "GET /console.css", "GET /language/{to}", "GET /health", "GET /ready", "POST /fhir", "POST /fhir/AuditEvent", "POST /fhir/Bundle", "POST /forward", "POST /signals/{name}",
        "GET /fhir/AuditEvent", "POST /fhir/AuditEvent/_search", "GET /fhir/AuditEvent/{id}", "GET /syslogsearch", "GET /fhir/syslogsearch", "GET /fhir/metadata",
    };

    /// <summary>For whoever has one of these roles.</summary>
    public static IReadOnlyDictionary<string, Role[]> Table { get; } = new Dictionary<string, Role[]>(StringComparer.Ordinal)
    {
        ["GET /"] = Deciding, ["GET /incidents"] = Deciding, ["GET /incidents/{Id}"] = Deciding, ["GET /incidents/{Id}/evidence"] = Deciding, ["GET /incidents/{id}/evidence.csv"] = Deciding, ["GET /incidents.csv"] = Deciding, ["GET /api/incidents"] = Deciding, ["GET /api/alarms"] = Deciding,
        ["GET /accounts"] = Watching, ["GET /accounts.csv"] = Watching, ["GET /api/accounts"] = Watching,
        ["GET /sources"] = Watching, ["GET /sources.csv"] = Watching, ["GET /api/sources"] = Watching, ["GET /api/ways-in"] = Watching,
        ["GET /persons"] = [Role.Dpo, Role.Approver], ["GET /persons.csv"] = [Role.Dpo, Role.Approver], ["POST /persons"] = [Role.Dpo], ["GET /persons/{Id:long}"] = [Role.Dpo], ["GET /persons/{id:long}/accesses.csv"] = [Role.Dpo], ["POST /persons/{id:long}/agree"] = [Role.Approver],
        ["GET /journal"] = Proving, ["GET /api/journal/proof/{position:long}"] = Proving, ["GET /views"] = [Role.Auditor], ["GET /views.csv"] = [Role.Auditor],
        ["GET /settings"] = Keeping, ["POST /settings/links"] = [Role.Administrator],
        ["POST /retention/deletions"] = [Role.Administrator], ["POST /retention/deletions/{id:long}/agree"] = [Role.Approver], ["GET /retention/deletions/{id:long}"] = Keeping, ["GET /api/retention"] = Keeping,
        ["GET /retention/due.csv"] = Keeping, ["GET /retention/holds.csv"] = Keeping, ["GET /retention/deletions.csv"] = Keeping,
        ["POST /retention/holds"] = [Role.Dpo], ["POST /retention/releases"] = [Role.Dpo], ["POST /retention/releases/{id:long}/agree"] = [Role.Approver],
        ["GET /live"] = Everybody, ["GET /api/openapi.json"] = Everybody, ["POST /sign-out"] = Everybody,
    };

    /// <summary>Applies the table to what is mapped.</summary>
    public static void Apply(IEndpointConventionBuilder mapped) => mapped.Add(endpoint =>
    {
        var row = RowOf(endpoint);
        if (WithoutState.Contains(row)) endpoint.Metadata.Add(new Stateless());
        if (Open.Contains(row)) endpoint.Metadata.Add(new AllowAnonymousAttribute());
        else if (Table.TryGetValue(row, out var roles)) endpoint.Metadata.Add(new AuthorizationPolicyBuilder().RequireRole(roles.Select(role => role.ToString())).Build());
        else throw new InvalidOperationException($"{row} has no row in the table of access: say who may use it.");
    });

    /// <summary>Whether a person may read a page.</summary>
    public static bool Allows(Person person, string page) => Table["GET " + page].Any(person.Is);

    /// <summary>The first page that she may read.</summary>
    public static string HomeOf(Person person) => Homes.FirstOrDefault(page => Allows(person, page)) ?? "/";

    // A page takes GET and POST alike; its row is that of GET.
    internal static string RowOf(EndpointBuilder endpoint) =>
        RowOf(endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods, (endpoint as RouteEndpointBuilder)?.RoutePattern.RawText);

    internal static string RowOf(IReadOnlyList<string>? methods, string? pattern) =>
        $"{(methods is null || methods.Contains("GET") ? "GET" : methods[0])} /{pattern?.TrimStart('/')}";
}
