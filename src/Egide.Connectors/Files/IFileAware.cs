namespace Egide.Connectors.Files;

/// <summary>A decoder that must know the file its records come from: CSV columns, the year of dates without one.</summary>
public interface IFileAware
{
    /// <summary>The records that follow come from <paramref name="file"/>.</summary>
    void Begin(RecordFile file);
}
