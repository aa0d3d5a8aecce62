using System.Text.Json;
using System.Text.Json.Serialization;
using Egide.Journal;

namespace Egide.Connectors.LemonLdap;

/// <summary>
/// The sessions that a portal had when it was asked last, so that those it has no more can be told. One is gone when two lists running lack
/// it: a storage of files shows none that is being written.
/// </summary>
internal sealed class LemonSessions
{
    private readonly string _path;
    private readonly Dictionary<string, One> _open;

    private LemonSessions(string path, Dictionary<string, One> open) => (_path, _open) = (path, open);

    /// <summary>Reads them, or starts with none.</summary>
    /// <param name="path">Their file.</param>
    /// <exception cref="InvalidDataException">The file is not one of ours.</exception>
    public static LemonSessions Open(string path)
    {
        if (!File.Exists(path)) return new LemonSessions(path, new(StringComparer.Ordinal));
        try
        {
            if (JsonSerializer.Deserialize<Dictionary<string, One>>(File.ReadAllBytes(path)) is { } kept && kept.Values.All(one => one?.Fields is not null))
                return new LemonSessions(path, new(kept, StringComparer.Ordinal));
        }
        catch (JsonException)
        {
        }

        throw new InvalidDataException($"{path} is not readable as the sessions of a LemonLDAP::NG portal. Delete it to have those that are open read again; what is in the journal is not taken twice.");
    }

    /// <summary>What a list tells beyond the one before: sessions that are new, and sessions that are gone, with when they were first missed.</summary>
    /// <param name="list">The portal's sessions.</param>
    /// <param name="now">When it was asked.</param>
    public (List<LemonSession> Opened, List<(LemonSession Session, DateTimeOffset At)> Closed) Compare(IReadOnlyList<LemonSession> list, DateTimeOffset now)
    {
        var there = list.Select(session => session.Id).ToHashSet(StringComparer.Ordinal);
        var closed = new List<(LemonSession, DateTimeOffset)>();
        foreach (var (id, one) in _open)
        {
            if (there.Contains(id)) one.Missed = null;
            else if (one.Missed is { } at) closed.Add((new LemonSession(id, one.Fields), at));
            else one.Missed = now;
        }

        return ([.. list.Where(session => !_open.ContainsKey(session.Id))], closed);
    }

    /// <summary>These are in the journal.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Save(IReadOnlyCollection<LemonSession> opened, IReadOnlyCollection<LemonSession> closed)
    {
        if (opened.Count + closed.Count == 0) return;
        foreach (var session in opened) _open[session.Id] = new One(session.Fields);
        foreach (var session in closed) _open.Remove(session.Id);
        Disk.Replace(_path, JsonSerializer.SerializeToUtf8Bytes(_open));
    }

    private sealed record One(IReadOnlyDictionary<string, string> Fields)
    {
        /// <summary>When a list first lacked it. After a restart two lists are needed again.</summary>
        [JsonIgnore]
        public DateTimeOffset? Missed { get; set; }
    }
}
