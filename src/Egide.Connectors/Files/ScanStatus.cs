namespace Egide.Connectors.Files;

/// <summary>Where a scan stands.</summary>
internal enum ScanStatus : byte
{
    More,
    Done,
    Broken,
}
