namespace Egide.Observe;

/// <summary>An RFC 5424 header.</summary>
/// <param name="Octets">The count of an RFC 5425 frame; null when framed by line.</param>
/// <param name="Priority">Facility × 8 + severity.</param>
/// <param name="Timestamp">As written, or null for the nil value.</param>
/// <param name="Hostname">As written; "-" is the nil value, here as in the fields that follow.</param>
/// <param name="AppName">Application.</param>
/// <param name="ProcId">Process.</param>
/// <param name="MsgId">Message type; IHE says <c>IHE+RFC-3881</c>, but nothing filters on it.</param>
public sealed record SyslogHeader(
    int? Octets, int Priority, string? Timestamp, string Hostname, string AppName, string ProcId, string MsgId);
