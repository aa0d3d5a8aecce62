using System.Diagnostics.CodeAnalysis;
using Egide.Observe;

namespace Egide.Connectors.Files;

/// <summary>Reads the syslog header of a frame; false when there is none.</summary>
/// <param name="frame">The frame, its octet count included when it has one.</param>
/// <param name="header">The header.</param>
/// <param name="messageStart">Where the message starts in the frame.</param>
public delegate bool SyslogStripper(ReadOnlySpan<byte> frame, [NotNullWhen(true)] out SyslogHeader? header, out int messageStart);
