using System.Net;
using System.Security.Cryptography.X509Certificates;
using Egide.Connectors.Https;

namespace Egide.Web;

/// <summary>Where the console and the API are served.</summary>
public sealed record SiteOptions
{
    /// <summary>Address to listen on: <c>http://127.0.0.1:8480</c>. Anything but loopback needs <c>https</c> and a certificate.</summary>
    public required Uri Url { get; init; }

    /// <summary>Certificate of the server; null when it listens on loopback without TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Who vouches for the client certificates of edges and feeds; null when none is asked for.</summary>
    public ClientTrust? Clients { get; init; }

    /// <summary>Who people sign in with; null to have one-time links alone, and people on this machine alone.</summary>
    public SignIn.ProviderSettings? Provider { get; init; }

    /// <summary>Whether it is served over TLS.</summary>
    public bool IsSecure => Certificate is not null;

    /// <summary>Whether somebody may feed records over HTTP without a client certificate: on loopback only.</summary>
    public bool IsLoopback => Url.IsLoopback;

    /// <summary>Where whoever sits at this machine finds it.</summary>
    public Uri Here => IPAddress.TryParse(Url.Host.Trim('[', ']'), out var at) && (at.Equals(IPAddress.Any) || at.Equals(IPAddress.IPv6Any))
        ? new UriBuilder(Url) { Host = at.Equals(IPAddress.Any) ? "127.0.0.1" : "[::1]" }.Uri : Url;

    // With the prefix a browser takes the cookie from this host alone, over TLS alone.
    internal string CookieName(string name) => IsSecure ? "__Host-" + name : name;
}
