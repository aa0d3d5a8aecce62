using System.Globalization;
using System.Net.Http.Headers;
using Egide.Connectors.Live;

namespace Egide.Connectors.Forward;

/// <summary>
/// Sends what an edge's journal holds to a central Égide, in order, and goes on only past what was answered. When either side dies, the
/// rest is sent again and taken once: the numbers of its records tell.
/// </summary>
public sealed class EdgeSender : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private readonly EdgeReader _reader;
    private readonly HttpClient _http;
    private readonly Uri _to;
    private readonly string _edge;
    private readonly string _cursor;
    private readonly TimeProvider _clock;

    /// <param name="journal">Folder of the edge's journal.</param>
    /// <param name="cursor">File that keeps how far the centre answered.</param>
    /// <param name="edge">The edge's name; no other edge of the same centre may have it.</param>
    /// <param name="to">Address of the central Égide.</param>
    /// <param name="http">Handler of the connection: client certificate, trust.</param>
    /// <param name="clock">For waiting and for the time of faults.</param>
    public EdgeSender(string journal, string cursor, string edge, Uri to, HttpMessageHandler http, TimeProvider clock)
    {
        (_reader, _cursor, _edge, _clock) = (new EdgeReader(journal), cursor, edge, clock);
        _http = new HttpClient(http) { Timeout = TimeSpan.FromMinutes(2) };
        _to = new Uri(to, "/forward");
    }

    /// <summary>What it did: <c>records</c> answered, <c>refused</c>, <c>unreachable</c>.</summary>
    public WayIn State { get; } = new("forward", "");

    /// <summary>How far the centre answered: position of the next record to send.</summary>
    public long Position => File.Exists(_cursor) && long.TryParse(File.ReadAllText(_cursor), NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : 0;

    /// <summary>Sends until cancelled.</summary>
    public async Task Run(CancellationToken cancel)
    {
        var position = Position;
        var wait = Look;
        while (!cancel.IsCancellationRequested)
        {
            var (records, next) = _reader.From(position);
            if (records.Count > 0 && !await Send(records, cancel).ConfigureAwait(false))
            {
                await Wait(wait, cancel).ConfigureAwait(false);
                wait = wait * 2 < Longest ? wait * 2 : Longest;
                continue;
            }

            wait = Look;
            if (next > position) Keep(position = next);
            else await Wait(Look, cancel).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<bool> Send(List<(long, string, ReadOnlyMemory<byte>)> records, CancellationToken cancel)
    {
        try
        {
            using var body = new ByteArrayContent(ForwardFrame.Write(_edge, records));
            body.Headers.ContentType = new MediaTypeHeaderValue(ForwardFrame.ContentType);
            using var answer = await _http.PostAsync(_to, body, cancel).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode)
            {
                State.Count("records", records.Count);
                return true;
            }

            State.Failed("refused", $"The centre answered {(int)answer.StatusCode}.", _clock.GetUtcNow());
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            State.Failed("unreachable", fault.Message, _clock.GetUtcNow());
        }

        return false;
    }

    // Behind what was answered at worst: then it is sent again, and taken once.
    private void Keep(long position)
    {
        var part = _cursor + ".part";
        File.WriteAllText(part, position.ToString(CultureInfo.InvariantCulture));
        File.Move(part, _cursor, overwrite: true);
    }

    private Task Wait(TimeSpan time, CancellationToken cancel) => Task.Delay(time, _clock, cancel).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
