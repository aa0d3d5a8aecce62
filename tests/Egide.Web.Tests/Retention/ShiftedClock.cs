namespace Egide.Web.Tests.Retention;

/// <summary>Runs as the system's clock does, from another day on, and leaps when told to; timers run as ever.</summary>
internal sealed class ShiftedClock(DateTimeOffset start) : TimeProvider
{
    private readonly long _began = System.GetTimestamp();
    private TimeSpan _leapt;

    public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(_began) + _leapt;

    public override long GetTimestamp() => System.GetTimestamp() + (long)(_leapt.TotalSeconds * TimestampFrequency);

    public void LeapTo(DateTimeOffset to) => _leapt += to - GetUtcNow();
}
