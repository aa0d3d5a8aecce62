using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Egide.Connectors.Https;

namespace Egide.Connectors.Atna;

/// <summary>
/// TLS with mutual authentication, as RFC 5425 and ITI-19 ask: 1.2, 1.3 where wanted, and a client certificate that leads to an authority of
/// one's own and is valid today; the machine's trusted authorities do not count.
/// </summary>
public sealed class SyslogTls
{
    private readonly SslStreamCertificateContext _own;
    private readonly ClientTrust _trust;
    private readonly HashSet<string> _allowed;
    private readonly SslProtocols _spoken;

    /// <summary>Reads the certificates.</summary>
    /// <param name="certificate">PEM file of the listener's certificate, and of those between it and its authority.</param>
    /// <param name="key">PEM file of its private key, not encrypted.</param>
    /// <param name="authorities">PEM file of the authorities that client certificates must lead to, the root included.</param>
    /// <param name="allowed">
    /// When not empty, only these clients: a certificate's whole subject (<c>CN=dpi-1, O=Example</c>), its common name, or the SHA-256
    /// of its bytes in hexadecimal, with or without colons.
    /// </param>
    /// <param name="withTls13">
    /// Whether 1.3 is spoken too. With it rsyslog 8.2302 was seen to reset connections it meant to close, and hundreds of messages on
    /// their way were lost; with 1.2 neither. Probably the session tickets of 1.3, which a sender that never reads leaves unread.
    /// </param>
    /// <exception cref="IOException">A file cannot be read or holds no such thing; the message says which.</exception>
    public SyslogTls(string certificate, string key, string authorities, IReadOnlyCollection<string>? allowed = null, bool withTls13 = false)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(authorities);
        _spoken = withTls13 ? SslProtocols.Tls12 | SslProtocols.Tls13 : SslProtocols.Tls12;
        _allowed = (allowed ?? []).Select(Plain).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _trust = new ClientTrust(authorities);
        X509Certificate2 own = null!;
        Reading($"{certificate} with the key {key}", () => own = X509Certificate2.CreateFromPemFile(certificate, key));
        var between = new X509Certificate2Collection();
        Reading(certificate, () => between.ImportFromPemFile(certificate));
        _own = SslStreamCertificateContext.Create(own, between, offline: true);
    }

    /// <summary>What a handshake goes by.</summary>
    internal SslServerAuthenticationOptions Options()
    {
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = _own,
            ClientCertificateRequired = true,
            EnabledSslProtocols = _spoken,
            CertificateChainPolicy = _trust.Policy(),
            // A sender that never reads has no use for a ticket.
            AllowTlsResume = false,
            RemoteCertificateValidationCallback = (_, peer, _, errors) => errors == SslPolicyErrors.None && peer is X509Certificate2 known && IsAllowed(known),
        };
    }

    private bool IsAllowed(X509Certificate2 peer) =>
        _allowed.Count == 0 || _allowed.Contains(peer.Subject) || _allowed.Contains(peer.GetNameInfo(X509NameType.SimpleName, forIssuer: false))
            || _allowed.Contains(peer.GetCertHashString(HashAlgorithmName.SHA256));

    private static string Plain(string allowed)
    {
        var digits = allowed.Replace(":", "", StringComparison.Ordinal);
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigit) ? digits : allowed;
    }

    private static void Reading(string what, Action read)
    {
        try
        {
            read();
        }
        catch (Exception fault) when (fault is CryptographicException or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException($"{what} could not be read as PEM: {fault.Message}", fault);
        }
    }
}
