using System.Text.Json;
using Egide.Journal;

namespace Egide.Connectors.Keycloak;

/// <summary>
/// How far one kind of events was read: the newest instant, and which events of the last minute before it are known. Keycloak stamps an
/// event before it commits it, so that one with an earlier time, or with the same, may appear later.
/// </summary>
internal sealed class KeycloakCursor
{
    private static readonly long Late = (long)TimeSpan.FromMinutes(1).TotalMilliseconds;
    private readonly string _path;
    private Dictionary<string, long> _known;
    private long _newest;

    private KeycloakCursor(string path, long newest, Dictionary<string, long> known) => (_path, _newest, _known) = (path, newest, known);

    /// <summary>The instant from which to ask, milliseconds since 1970, inclusive.</summary>
    public long From => Math.Max(0, _newest - Late);

    /// <summary>Reads it, or starts one.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="since">Where to start when there is none, milliseconds.</param>
    /// <exception cref="InvalidDataException">The file is not one of ours.</exception>
    public static KeycloakCursor Open(string path, long since)
    {
        if (!File.Exists(path)) return new KeycloakCursor(path, since == 0 ? 0 : since + Late, new(StringComparer.Ordinal));
        try
        {
            var kept = JsonSerializer.Deserialize<Kept>(File.ReadAllBytes(path));
            if (kept?.Known is not null) return new KeycloakCursor(path, kept.Newest, new(kept.Known, StringComparer.Ordinal));
        }
        catch (JsonException)
        {
        }

        throw new InvalidDataException($"{path} is not readable as the state of a Keycloak poller. Delete it to have everything that Keycloak keeps read again; what is in the journal is not taken twice.");
    }

    /// <summary>Whether an event was not taken yet, as far as is remembered; the journal knows the others.</summary>
    public bool IsNew(string id) => !_known.ContainsKey(id);

    /// <summary>These are in the journal.</summary>
    public void Add(IEnumerable<(long Time, string Id)> taken)
    {
        foreach (var (time, id) in taken)
        {
            _known[id] = time;
            _newest = Math.Max(_newest, time);
        }
    }

    /// <summary>Forgets what cannot come again and makes the rest durable.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Save()
    {
        _known = _known.Where(k => k.Value >= From).ToDictionary(StringComparer.Ordinal);
        Disk.Replace(_path, JsonSerializer.SerializeToUtf8Bytes(new Kept(_newest, _known)));
    }

    private sealed record Kept(long Newest, Dictionary<string, long> Known);
}
