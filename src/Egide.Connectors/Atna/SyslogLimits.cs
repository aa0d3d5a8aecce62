namespace Egide.Connectors.Atna;

/// <summary>How much a syslog listener bears.</summary>
public sealed record SyslogLimits
{
    /// <summary>Longest message, in octets; of a longer one so many are kept.</summary>
    public int LargestMessage { get; init; } = 1 << 20;

    /// <summary>How many connections are open at a time; further ones are closed at once.</summary>
    public int Connections { get; init; } = 12_000;

    /// <summary>How many of them one address may hold, so that no single host takes the places of the others.</summary>
    public int ConnectionsPerAddress { get; init; } = 1_000;

    /// <summary>Within this a TLS handshake is done, or the connection is closed.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Within this a message that has begun has come in whole.</summary>
    public TimeSpan Message { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A message that may be whole but has no end is taken when nothing came for so long.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Connections idle for longer are closed, but only once all places are taken: syslog has no answer, so a sender may lose what it
    /// writes to a connection that was closed under it.
    /// </summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>For so long what the journal refused is held and tried again, and nothing more is read; then the connection is closed.</summary>
    public TimeSpan Refusal { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>When it stops, what senders have under way is still taken until nothing came for so long.</summary>
    public TimeSpan Farewell { get; init; } = TimeSpan.FromMilliseconds(500);
}
