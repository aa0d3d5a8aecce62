using Egide.Connectors.SharedSignals;

namespace Egide.Connectors.Live;

/// <summary>The ways in of a sources file: those that run by themselves, and those that a web server hands requests to.</summary>
public sealed class WaysIn
{
    /// <summary>Those that listen, poll or tail.</summary>
    public IList<ISource> Sources { get; } = [];

    /// <summary>Streams of security events that are pushed, by the name that stands in their address.</summary>
    public IDictionary<string, PushEndpoint> Pushed { get; } = new Dictionary<string, PushEndpoint>(StringComparer.Ordinal);

    /// <summary>What each did so far.</summary>
    public IEnumerable<WayIn> States => Sources.Select(source => source.State).Concat(Pushed.Values.Select(pushed => pushed.State));
}
