using System.Security.Cryptography;
using System.Text;

namespace Egide.Web.SignIn;

/// <summary>
/// One-time sign-in links, for a first run without an identity provider: each is good once and for a quarter of an hour, and only its
/// hash is kept. Thread-safe.
/// </summary>
public sealed class Links(TimeProvider clock)
{
    private static readonly TimeSpan Good = TimeSpan.FromMinutes(15);
    private const int Bytes = 32;
    private readonly Dictionary<string, (Person Person, DateTimeOffset Until)> _open = new(StringComparer.Ordinal);
    private readonly Lock _guard = new();

    /// <summary>Makes a link's secret for a person.</summary>
    public string Issue(Person person)
    {
        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)).Replace('+', '-').Replace('/', '_').TrimEnd('=');
        lock (_guard)
        {
            var now = clock.GetUtcNow();
            foreach (var old in _open.Where(o => o.Value.Until < now).Select(o => o.Key).ToList()) _open.Remove(old);
            _open[HashOf(secret)] = (person, now + Good);
        }

        return secret;
    }

    /// <summary>Takes a secret once; null when it is not one, or no more.</summary>
    public Person? Take(string? secret)
    {
        if (string.IsNullOrEmpty(secret) || secret.Length > 2 * Bytes) return null;
        lock (_guard)
            return _open.Remove(HashOf(secret), out var found) && found.Until >= clock.GetUtcNow() ? found.Person : null;
    }

    private static string HashOf(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
