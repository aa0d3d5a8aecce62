using System.IO.Hashing;
using System.Text;
using Egide.Connectors.Live;

namespace Egide.Connectors.SharedSignals;

/// <summary>Takes a stream's tokens, however they come: verified, once each, answered once durable. Thread-safe.</summary>
internal sealed class SetReceiver : IDisposable
{
    private readonly SignalStream _stream;
    private readonly WayIn _state;
    private readonly TimeProvider _clock;
    private readonly SigningKeys _keys;
    private readonly SetVerifier _verifier;
    private readonly SetReplays _replays;

    public SetReceiver(SignalStream stream, HttpClient http, WayIn state, TimeProvider clock)
    {
        (_stream, _state, _clock) = (stream, state, clock);
        _keys = new SigningKeys(http, stream.Keys, clock);
        _verifier = new SetVerifier(stream, _keys, clock);
        _replays = new SetReplays(stream.Oldest + stream.Ahead, clock);
    }

    /// <summary>Takes a token. A verdict with a <c>Jti</c>: it is in the journal, now or since before.</summary>
    public async Task<SetVerdict> Receive(string token, LiveIntake intake, CancellationToken cancel)
    {
        var verdict = await _verifier.Verify(token, cancel).ConfigureAwait(false);
        if (verdict.Jti is null)
        {
            _state.Failed(verdict.Error ?? "keys_unreachable", $"{_stream.Name}: {verdict.Reason}", _clock.GetUtcNow());
            return verdict;
        }

        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_replays.Claim(verdict.Jti, settled.Task) is { } earlier) return await Again(earlier, verdict, cancel).ConfigureAwait(false);
        try
        {
            // The journal keeps the signed token itself: its signature is the evidence.
            var receipt = await intake.Take(new Delivery(_stream.Origin, [Encoding.ASCII.GetBytes(token)]) { Keys = [KeyOf(verdict.Jti)] }, cancel).ConfigureAwait(false);
            _state.Count(receipt.Repeated > 0 ? "repeated" : "records");
            settled.SetResult();
            return verdict;
        }
        catch (Exception fault)
        {
            _replays.Release(verdict.Jti);
            // Those who brought the same one meanwhile learn that it is not stored, by an answer and not by a fault of theirs.
            settled.SetCanceled(CancellationToken.None);
            if (fault is not IOException) throw;
            return NotStored(fault);
        }
    }

    public void Dispose() => _keys.Dispose();

    // A statement signed anew is the same statement, also after a restart.
    private UInt128 KeyOf(string jti) => XxHash128.HashToUInt128(Encoding.UTF8.GetBytes($"set\n{_stream.Issuer}\n{jti}"));

    private async Task<SetVerdict> Again(Task earlier, SetVerdict verdict, CancellationToken cancel)
    {
        _state.Count("repeated");
        await earlier.WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
        return earlier.IsCompletedSuccessfully ? verdict : SetVerdict.Later("not stored");
    }

    private SetVerdict NotStored(Exception fault)
    {
        _state.Failed("not_stored", fault.Message, _clock.GetUtcNow());
        return SetVerdict.Later("not stored");
    }
}
