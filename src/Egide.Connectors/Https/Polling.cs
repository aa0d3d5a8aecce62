using System.Net;
using System.Text.Json;
using Egide.Connectors.Live;

namespace Egide.Connectors.Https;

/// <summary>Asks a server again and again. A fault is counted, told in the way in's state and waited out; nothing but the end ends it.</summary>
/// <param name="state">Receives the faults.</param>
/// <param name="server">What the server is, for people: <c>Keycloak</c>.</param>
/// <param name="every">Time between turns that went well.</param>
/// <param name="patience">Time after a first fault; doubled after each next one, up to five minutes.</param>
/// <param name="clock">Waits.</param>
internal sealed class Polling(WayIn state, string server, TimeSpan every, TimeSpan patience, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private readonly Backoff _backoff = new(clock, patience, Longest);

    /// <summary>Runs until cancelled.</summary>
    /// <param name="turn">Asks once, and takes what is answered.</param>
    /// <param name="advice">What a status is counted as, and what is to be done about it.</param>
    /// <param name="cancel">Ends it; what was taken and not noted down is known to the journal.</param>
    public async Task Run(Func<CancellationToken, Task> turn, Func<HttpStatusCode, (string What, string Advice)> advice, CancellationToken cancel)
    {
        try
        {
            while (true) await Turn(turn, advice, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Asked for.
        }
    }

    private async Task Turn(Func<CancellationToken, Task> turn, Func<HttpStatusCode, (string What, string Advice)> advice, CancellationToken cancel)
    {
        TimeSpan? later = null;
        try
        {
            await turn(cancel).ConfigureAwait(false);
            _backoff.Reset();
            await Task.Delay(every, clock, cancel).ConfigureAwait(false);
            return;
        }
        catch (RefusedException fault)
        {
            later = fault.Later;
            var (what, then) = advice(fault.Status);
            state.Failed(what, $"{fault.Message.TrimEnd('.')}: {then}.", clock.GetUtcNow());
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            state.Failed("unreachable", $"{state.Where} could not be asked ({fault.GetType().Name}): check that {server} answers and its certificate.", clock.GetUtcNow());
        }
        catch (IOException fault)
        {
            state.Failed("not_stored", fault.Message, clock.GetUtcNow());
        }

        await _backoff.Wait(later, cancel).ConfigureAwait(false);
    }
}
