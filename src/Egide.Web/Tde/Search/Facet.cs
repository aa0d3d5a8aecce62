namespace Egide.Web.Tde.Search;

/// <summary>A value that an AuditEvent has for a search parameter.</summary>
/// <param name="Name">The parameter; <c>….identifier</c> for what identifies rather than refers.</param>
/// <param name="System">Its code or identifier system; null when it has none, <c>*</c> when the element's type says which.</param>
/// <param name="Text">The value.</param>
internal readonly record struct Facet(string Name, string? System, string Text);
