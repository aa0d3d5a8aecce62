namespace Egide.Cli.Scoping;

/// <summary>A place in a journal.</summary>
/// <param name="Origin">The journal.</param>
/// <param name="Size">Entries then.</param>
/// <param name="Root">Root hash then, base64.</param>
internal sealed record JournalPosition(string Origin, long Size, string Root);
