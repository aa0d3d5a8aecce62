using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Egide.Web.SignIn;

/// <summary>A secret that a program shows in place of a person who signs in: kept in a file that only this user reads, made when absent.</summary>
internal sealed class BearerToken
{
    private readonly byte[] _hash;

    private BearerToken(string token) => _hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public static BearerToken OpenOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new FileStream(path, options);
            file.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) + "\n"));
        }

        return new BearerToken(File.ReadAllText(path).Trim());
    }

    /// <summary>Whether a request shows it (<c>Authorization: Bearer …</c>).</summary>
    public bool Shown(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(header[7..].Trim())), _hash);
    }
}
