namespace Egide.Web.Tde.Search;

/// <summary>What AuditEvents can be searched by: R4's eighteen, the volet's <c>period-start</c>, and identifiers of what is referred to.</summary>
internal static class Parameters
{
    public const string PeriodStart = "period-start";

    public static readonly IReadOnlyDictionary<string, ParameterKind> All = new Dictionary<string, ParameterKind>(StringComparer.Ordinal)
    {
        ["_id"] = ParameterKind.Token,
        ["action"] = ParameterKind.Token,
        ["address"] = ParameterKind.Text,
        ["agent"] = ParameterKind.Reference,
        ["agent-name"] = ParameterKind.Text,
        ["agent-role"] = ParameterKind.Token,
        ["agent.identifier"] = ParameterKind.Identifier,
        ["altid"] = ParameterKind.Token,
        ["date"] = ParameterKind.Date,
        ["entity"] = ParameterKind.Reference,
        ["entity-name"] = ParameterKind.Text,
        ["entity-role"] = ParameterKind.Token,
        ["entity-type"] = ParameterKind.Token,
        ["entity.identifier"] = ParameterKind.Identifier,
        ["outcome"] = ParameterKind.Token,
        ["patient"] = ParameterKind.Reference,
        ["patient.identifier"] = ParameterKind.Identifier,
        [PeriodStart] = ParameterKind.Date,
        ["policy"] = ParameterKind.Uri,
        ["site"] = ParameterKind.Token,
        ["source"] = ParameterKind.Reference,
        ["source.identifier"] = ParameterKind.Identifier,
        ["subtype"] = ParameterKind.Token,
        ["type"] = ParameterKind.Token,
    };

    /// <summary>R4's name of a parameter's type.</summary>
    public static string TypeOf(ParameterKind kind) => kind switch
    {
        ParameterKind.Date => "date",
        ParameterKind.Text => "string",
        ParameterKind.Uri => "uri",
        ParameterKind.Reference => "reference",
        _ => "token",
    };
}
