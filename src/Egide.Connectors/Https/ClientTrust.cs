using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Egide.Connectors.Https;

/// <summary>
/// Whose client certificates are believed: those that lead to an authority of one's own, are valid today and were given for that use.
/// The machine's trusted authorities vouch for websites, and do not count.
/// </summary>
public sealed class ClientTrust
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private readonly X509Certificate2Collection _roots = [];
    private readonly X509Certificate2Collection _others = [];

    /// <summary>Reads the authorities.</summary>
    /// <param name="authorities">PEM file of the authorities, the root included.</param>
    /// <exception cref="IOException">It cannot be read, or holds none.</exception>
    public ClientTrust(string authorities)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPemFile(authorities);
        }
        catch (Exception fault) when (fault is CryptographicException or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException($"{authorities} could not be read as PEM: {fault.Message}", fault);
        }

        foreach (var one in all) (one.SubjectName.RawData.AsSpan().SequenceEqual(one.IssuerName.RawData) ? _roots : _others).Add(one);
        if (_roots.Count == 0) throw new IOException($"{authorities} holds no authority's own (self-signed) certificate. Add the root that client certificates lead to.");
    }

    /// <summary>The policy a chain is built by.</summary>
    public X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.CustomTrustStore.AddRange(_roots);
        policy.ExtraStore.AddRange(_others);
        policy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        return policy;
    }

    /// <summary>Whether a certificate is believed.</summary>
    /// <param name="client">The certificate.</param>
    /// <param name="shown">What its client showed with it: those between it and its authority; null for nothing.</param>
    public bool Believes(X509Certificate2 client, X509Chain? shown)
    {
        using var chain = new X509Chain { ChainPolicy = Policy() };
        if (shown is not null) chain.ChainPolicy.ExtraStore.AddRange(shown.ChainPolicy.ExtraStore);
        return chain.Build(client);
    }
}
