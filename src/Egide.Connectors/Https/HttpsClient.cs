using System.Security.Cryptography.X509Certificates;

namespace Egide.Connectors.Https;

/// <summary>Makes clients for systems that are asked with a secret: certificates verified, no redirection followed, answers bounded.</summary>
public static class HttpsClient
{
    private const int LargestAnswer = 32 << 20;

    /// <summary>A client; each request brings its own time limit.</summary>
    /// <param name="authorities">A PEM file of the only authorities to trust (a hospital's own); null for those of the system.</param>
    /// <param name="own">A certificate to show to who asks for one; null for none.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The file holds no certificate.</exception>
    public static HttpClient Make(string? authorities = null, X509Certificate2? own = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        };
        if (authorities is not null) handler.SslOptions.CertificateChainPolicy = TrustOnly(authorities);
        if (own is not null) handler.SslOptions.ClientCertificates = [own];
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestAnswer };
    }

    /// <summary>The address itself, if what is sent there cannot be read on the way.</summary>
    /// <exception cref="ArgumentException">It is not <c>https</c>.</exception>
    internal static Uri Only(Uri address) => address.Scheme == Uri.UriSchemeHttps ? address
        : throw new ArgumentException($"{address.GetLeftPart(UriPartial.Path)} is not https: keys, tokens and events would travel in the clear. Give its https address.", nameof(address));

    /// <summary>What people are shown of an address: neither query nor user.</summary>
    internal static string Shown(Uri address) => address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private static X509ChainPolicy TrustOnly(string authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(authorities);
        if (policy.CustomTrustStore.Count == 0) throw new System.Security.Cryptography.CryptographicException($"{authorities} holds no certificate in PEM form.");
        return policy;
    }
}
