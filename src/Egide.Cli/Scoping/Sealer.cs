using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.X509;

namespace Egide.Cli.Scoping;

/// <summary>Encrypts for named recipients: CMS enveloped data (RFC 5652), AES-256, one RSA certificate a recipient.</summary>
internal sealed class Sealer
{
    private readonly List<X509Certificate> _recipients;

    private Sealer(List<X509Certificate> recipients) => _recipients = recipients;

    /// <summary>Reads the recipients' certificates (PEM).</summary>
    /// <exception cref="InvalidDataException">A file is no certificate, or its key is not RSA.</exception>
    public static Sealer For(IReadOnlyList<string> files)
    {
        var certificates = new List<X509Certificate>();
        foreach (var file in files)
        {
            if (!File.Exists(file)) throw new FileNotFoundException(Language.Text($"{file} n’existe pas.", $"{file} does not exist."));
            using var text = new StreamReader(file);
            X509Certificate? certificate;
            try
            {
                certificate = new PemReader(text).ReadObject() as X509Certificate;
            }
            catch (Exception fault) when (fault is IOException or PemException or FormatException)
            {
                certificate = null;
            }

            if (certificate?.GetPublicKey() is not RsaKeyParameters)
                throw new InvalidDataException(Language.Text($"{file} n’est pas un certificat RSA en PEM : demander le sien au destinataire.", $"{file} is no RSA certificate in PEM: ask the recipient for theirs."));
            certificates.Add(certificate);
        }

        return new Sealer(certificates);
    }

    /// <summary>The bytes, for the recipients only.</summary>
    public byte[] Seal(byte[] content)
    {
        var generator = new CmsEnvelopedDataGenerator();
        foreach (var recipient in _recipients) generator.AddKeyTransRecipient(recipient);
        return generator.Generate(new CmsProcessableByteArray(content), Org.BouncyCastle.Asn1.Nist.NistObjectIdentifiers.IdAes256Cbc).GetEncoded();
    }
}
