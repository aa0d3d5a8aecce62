using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Egide.Connectors.Https;

namespace Egide.Cli.Serving;

/// <summary>Reads certificates named on the command line, and says in one sentence what is wrong with them.</summary>
internal static class ServerTls
{
    /// <summary>The server's certificate; null when it listens on this machine without TLS.</summary>
    /// <exception cref="ArgumentException">Address and certificate do not go together, or a file cannot be used.</exception>
    public static X509Certificate2? Of(ServeOptions options)
    {
        var url = options.Url;
        if (url.Host != "localhost" && !IPAddress.TryParse(url.Host.Trim('[', ']'), out _))
            throw Wrong($"--urls {url} : donner une adresse IP de cette machine, ou localhost.", $"--urls {url}: give an IP address of this machine, or localhost.");
        if (url.Scheme == Uri.UriSchemeHttps && options.Certificate is null)
            throw Wrong($"--urls {url} veut un certificat : le donner avec --certificate et --certificate-key, ou écrire http://127.0.0.1:{url.Port}.", $"--urls {url} wants a certificate: give it with --certificate and --certificate-key, or write http://127.0.0.1:{url.Port}.");
        if (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback)
            throw Wrong($"--urls {url} va au-delà de cette machine, et sans TLS tout s’y lirait en chemin : écrire https et donner --certificate et --certificate-key, ou écouter sur 127.0.0.1.", $"--urls {url} is not on this machine alone, and without TLS all would be read on the way: write https and give --certificate and --certificate-key, or listen on 127.0.0.1.");
        if (url.Scheme == Uri.UriSchemeHttp && (options.Certificate ?? options.CertificateKey ?? options.ClientAuthority) is not null)
            throw Wrong($"--urls {url} est sans TLS : --certificate, --certificate-key et --client-ca n’y servent pas. Écrire https, ou les retirer.", $"--urls {url} is without TLS: --certificate, --certificate-key and --client-ca are of no use there. Write https, or leave them out.");
        return options.Certificate is { } certificate ? Own(certificate, options.CertificateKey) : null;
    }

    /// <summary>A certificate with its private key.</summary>
    /// <param name="certificate">PEM file.</param>
    /// <param name="key">PEM file of its key; null when it is in the same file.</param>
    /// <exception cref="ArgumentException">A file cannot be used.</exception>
    public static X509Certificate2 Own(string certificate, string? key)
    {
        var (bare, with) = (Text(certificate), Text(key ?? certificate));
        try
        {
            X509Certificate2.CreateFromPem(bare).Dispose();
        }
        catch (CryptographicException)
        {
            throw Wrong($"{certificate} ne contient pas de certificat PEM (-----BEGIN CERTIFICATE-----) : donner le bon fichier à --certificate.", $"{certificate} holds no PEM certificate (-----BEGIN CERTIFICATE-----): give --certificate the right file.");
        }

        try
        {
            return X509Certificate2.CreateFromPem(bare, with);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            throw Wrong($"{key ?? certificate} ne contient pas la clé privée du certificat {certificate} (PEM, sans mot de passe) : donner à --certificate-key celle avec laquelle il a été fait.",
                $"{key ?? certificate} does not hold the private key of the certificate {certificate} (PEM, without a password): give --certificate-key the one that it was made with.");
        }
    }

    /// <summary>Uses a file of authorities.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="file">The file.</param>
    /// <param name="use">What is made of it.</param>
    /// <exception cref="ArgumentException">It cannot be used.</exception>
    public static T Authorities<T>(string option, string? file, Func<string?, T> use)
    {
        if (file is not null) Text(file);
        try
        {
            return use(file);
        }
        catch (Exception fault) when (fault is CryptographicException or IOException)
        {
            throw Wrong($"{file} ne contient pas d’autorité utilisable (certificats PEM, la racine comprise) : donner le bon fichier à {option}.", $"{file} holds no authority that can be used (PEM certificates, the root included): give {option} the right file.");
        }
    }

    /// <summary>Whose client certificates are believed; null when none is asked for.</summary>
    /// <exception cref="ArgumentException">The file cannot be used.</exception>
    public static ClientTrust? Clients(string? authorities) => authorities is null ? null : Authorities("--client-ca", authorities, file => new ClientTrust(file!));

    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"{file} ne peut pas être lu : vérifier le chemin et les droits de l’utilisateur qui lance Égide.", $"{file} cannot be read: check the path, and the rights of the user that runs Égide.");
        }
    }

    private static ArgumentException Wrong(string fr, string en) => new(Language.Text(fr, en));
}
