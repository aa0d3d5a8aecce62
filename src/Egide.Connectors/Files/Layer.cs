namespace Egide.Connectors.Files;

/// <summary>One layer on the way to a leaf.</summary>
/// <param name="Name">Path so far.</param>
/// <param name="LastWrite">As the nearest layer says.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Disk">The same bytes where they can be sought in; null inside archives.</param>
/// <param name="Depth">Layers above it.</param>
internal sealed record Layer(string Name, DateTimeOffset? LastWrite, GuardedStream Content, FileStream? Disk, int Depth);
