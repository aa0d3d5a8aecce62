using Egide.Journal;

namespace Egide.Web.Retention;

/// <summary>Somebody asks to delete what is due; another person must agree.</summary>
/// <param name="Id">Position of the fact.</param>
/// <param name="By">Name of who asks.</param>
/// <param name="Who">Who asks, whatever her name.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Runs">What was due then; nothing else is deleted on this request.</param>
/// <param name="Count">How many payloads.</param>
internal sealed record DeletionRequest(long Id, string By, string Who, DateTimeOffset At, IReadOnlyList<PositionRange> Runs, long Count)
{
    /// <summary>Name of who agreed; null while nobody did.</summary>
    public string? AgreedBy { get; init; }

    /// <summary>Whether all that could be done on it was.</summary>
    public bool IsDone { get; init; }
}
