using Egide.Connectors.Live;

namespace Egide.Connectors.Atna;

/// <summary>
/// Hands deliveries to the intake. Syslog has no answer, so what was read and refused is with nobody else any more: it is held and
/// tried again for a while, which makes the sender wait meanwhile.
/// </summary>
internal sealed class SyslogHandover(LiveIntake intake, WayIn state, TimeProvider clock, TimeSpan patience, CancellationToken stop)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);
    private int _holding;

    /// <summary>Whether more should not be asked for now.</summary>
    public bool IsRefused => Volatile.Read(ref _holding) > 0 || intake.Refusing is not null;

    /// <summary>True once durable; false when the journal went on refusing and the delivery is lost.</summary>
    public async Task<bool> Give(Delivery delivery)
    {
        if (await Try(delivery).ConfigureAwait(false)) return true;
        Interlocked.Increment(ref _holding);
        try
        {
            var since = clock.GetTimestamp();
            while (!intake.IsBroken && !stop.IsCancellationRequested && clock.GetElapsedTime(since) < patience)
            {
                await Task.Delay(Between, clock, CancellationToken.None).ConfigureAwait(false);
                if (await Try(delivery).ConfigureAwait(false)) return true;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _holding);
        }

        state.Count("lost", delivery.Records.Count);
        return false;
    }

    private async Task<bool> Try(Delivery delivery)
    {
        try
        {
            // Not cancelled by the stop: what was read is settled first.
            await intake.Take(delivery, CancellationToken.None).ConfigureAwait(false);
            state.Count("records", delivery.Records.Count);
            return true;
        }
        catch (Exception fault) when (fault is IOException or System.Threading.Channels.ChannelClosedException)
        {
            state.Failed("refused", $"The journal refused {delivery.Records.Count} records of {delivery.Origin}: {fault.Message}", clock.GetUtcNow());
            return false;
        }
    }
}
