namespace Egide.Web.Tde.Search;

/// <summary>How a search parameter's value is written and compared (FHIR R4, 3.1.1.4).</summary>
internal enum ParameterKind
{
    Date,
    Text,
    Token,
    Uri,
    Reference,
    Identifier,
}
