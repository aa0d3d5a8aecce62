using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Egide.Connectors.LemonLdap;

/// <summary>
/// The word by which a LemonLDAP::NG portal knows a server that shares its <c>key</c>: the present second, encrypted. As
/// <c>Lemonldap::NG::Common::Crypto</c> of release 2.16.1 reads it: AES-256-CBC under SHA-256 of the key, a random first block, then
/// SHA-256 of the text and the text, which zeros fill up to whole blocks; base64.
/// </summary>
internal static class LemonSecret
{
    private const int Block = 16;

    public static string Of(string key, DateTimeOffset now)
    {
        var digits = Encoding.ASCII.GetBytes(now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        var text = new byte[(digits.Length + Block - 1) / Block * Block];
        digits.CopyTo(text, 0);
        using var cipher = Aes.Create();
        cipher.Key = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        var first = RandomNumberGenerator.GetBytes(Block);
        byte[] sealedText = [.. SHA256.HashData(text), .. text];
        return Convert.ToBase64String([.. first, .. cipher.EncryptCbc(sealedText, first, PaddingMode.None)]);
    }
}
