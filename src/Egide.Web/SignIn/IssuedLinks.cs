using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Egide.Web.SignIn;

/// <summary>Links just made, to be shown once to the administrator who made them: a secret stands in no address.</summary>
internal sealed class IssuedLinks
{
    private readonly ConcurrentDictionary<string, (string Name, string Url)> _shown = new(StringComparer.Ordinal);

    public string Keep(string name, string url)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        _shown[key] = (name, url);
        return key;
    }

    public (string Name, string Url)? Take(string? key) => key is not null && _shown.TryRemove(key, out var link) ? link : null;
}
