using System.Collections.Concurrent;

namespace Egide.Connectors.Live;

/// <summary>What a way in did so far, for the page of sources and for metrics. Thread-safe.</summary>
/// <param name="kind">What it is: <c>syslog/tls</c>, <c>keycloak</c>.</param>
/// <param name="where">Where it listens or what it polls, without secrets: <c>127.0.0.1:6514</c>.</param>
public sealed class WayIn(string kind, string where)
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>What it is.</summary>
    public string Kind => kind;

    /// <summary>Where it listens or what it polls.</summary>
    public string Where => where;

    /// <summary>Counts by what was counted, in the words of metrics: <c>records</c>, <c>connections</c>, <c>handshake_failed</c>, <c>oversize</c>.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>The last fault, English, no personal data; null when there was none.</summary>
    public (DateTimeOffset At, string What)? Fault { get; private set; }

    /// <summary>Why it does not work at all, English, while it is tried again; null while it works.</summary>
    public string? Down { get; set; }

    /// <summary>Counts something.</summary>
    public void Count(string what, long number = 1) => _counts.AddOrUpdate(what, number, (_, so) => so + number);

    /// <summary>Counts a fault and keeps it as the last one.</summary>
    public void Failed(string what, string sentence, DateTimeOffset at)
    {
        Count(what);
        Fault = (at, sentence);
    }
}
