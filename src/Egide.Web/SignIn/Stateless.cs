namespace Egide.Web.SignIn;

/// <summary>Marks an endpoint that needs no state of the station: it is served while the journal is read again.</summary>
internal sealed class Stateless;
