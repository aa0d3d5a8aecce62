namespace Egide.Web.Tests.Retention;

/// <summary>Runs as the system's clock does, from another day on, and leaps when told to; timers run as ever.</summary>
internal sealed class ShiftedClock(DateTimeOffset start) : TimeProvider
{
    private readonly long _began = System.GetTimestamp();
    private TimeSpan _leapt;

    /// <summary>Told each time somebody asks for the time, before she has it.</summary>
    public Action? Asked { get; set; }

    public override DateTimeOffset GetUtcNow()
    {
        Asked?.Invoke();
        return start + System.GetElapsedTime(_began) + _leapt;
    }

    public override long GetTimestamp() => System.GetTimestamp() + (long)(_leapt.TotalSeconds * TimestampFrequency);

    public void LeapTo(DateTimeOffset to) => _leapt += to - GetUtcNow();
}
