using System.Globalization;

namespace Egide.Connectors.LemonLdap;

/// <summary>A LemonLDAP::NG portal whose open sessions are asked for (<c>restSessionServer = 1</c>).</summary>
/// <param name="Server">Where it stands, https: <c>https://auth.example</c>; with the script's name where the web server hides it not.</param>
public sealed record LemonPortal(Uri Server)
{
    /// <summary>User that the portal's web server asks for before it lets through, with HTTP Basic; null when it asks for none.</summary>
    public string? User { get; init; }

    /// <summary>As people know it, and as sign-ins name their provider: the host, with its port when that is not the usual one.</summary>
    public string Name => Server.IsDefaultPort ? Server.Host : string.Create(CultureInfo.InvariantCulture, $"{Server.Host}:{Server.Port}");

    /// <summary>Portal/Plugins/RESTServer.pm, <c>newSession</c>: a POST with <c>all</c> and no id lists; other kinds than SSO are the portal's own notes.</summary>
    internal Uri Sessions => new(Server.AbsoluteUri.TrimEnd('/') + "/sessions/global?all=1&search=_session_kind,SSO");
}
