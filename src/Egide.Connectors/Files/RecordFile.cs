namespace Egide.Connectors.Files;

/// <summary>What a decoder may need to know of the file that records come from; one instance a file.</summary>
/// <param name="Name">As <see cref="TrailFile.Name"/>.</param>
/// <param name="LastWrite">As <see cref="TrailFile.LastWrite"/>; tells the year of dates written without one.</param>
/// <param name="Framing">How its records follow one another.</param>
/// <param name="Header">Its first line when <paramref name="Framing"/> is <see cref="Files.Framing.Csv"/>, else empty.</param>
public sealed record RecordFile(string Name, DateTimeOffset? LastWrite, Framing Framing, ReadOnlyMemory<byte> Header);
