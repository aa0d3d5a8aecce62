namespace Egide.Cli.Investigation;

/// <summary>The paths hold no audit event: there is nothing to investigate, and no result is written.</summary>
internal sealed class NothingReadException(string message) : ArgumentException(message);
