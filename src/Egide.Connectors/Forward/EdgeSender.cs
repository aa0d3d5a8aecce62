using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Egide.Connectors.Https;
using Egide.Connectors.Live;
using Egide.Journal;

namespace Egide.Connectors.Forward;

/// <summary>
/// Sends what an edge's journal holds to a central Égide, in order, and goes on only past what was answered. When either side dies, the
/// rest is sent again and taken once: the numbers of its records tell.
/// </summary>
public sealed class EdgeSender
{
    private const int MostBytes = 4 << 20;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly LiveReader _reader;
    private readonly HttpClient _http;
    private readonly Uri _to;
    private readonly string _edge;
    private readonly string _cursor;
    private readonly TimeProvider _clock;

    /// <param name="journal">The edge's journal.</param>
    /// <param name="cursor">File that keeps how far the centre answered.</param>
    /// <param name="edge">The edge's name; no other edge of the same centre may have it.</param>
    /// <param name="to">Address of the central Égide.</param>
    /// <param name="http">Sends; see <see cref="HttpsClient"/>.</param>
    /// <param name="clock">For waiting and for the time of faults.</param>
    public EdgeSender(LiveReader journal, string cursor, string edge, Uri to, HttpClient http, TimeProvider clock)
    {
        (_reader, _cursor, _edge, _http, _clock) = (journal, cursor, edge, http, clock);
        _to = new Uri(to, "/forward");
        State = new WayIn("forward", HttpsClient.Shown(_to));
    }

    /// <summary>What it did: <c>records</c> answered, <c>refused</c>, <c>unreachable</c>.</summary>
    public WayIn State { get; }

    /// <summary>How far the centre answered: position of the next record to send.</summary>
    public long Position => File.Exists(_cursor) && long.TryParse(File.ReadAllText(_cursor), NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : 0;

    /// <summary>Sends until cancelled.</summary>
    public async Task Run(CancellationToken cancel)
    {
        var position = Position;
        _reader.LearnBefore(position);
        var backoff = new Backoff(_clock, Look, Longest);
        while (!cancel.IsCancellationRequested)
        {
            var (records, next) = From(position);
            if (records.Count == 0 || await Send(records, cancel).ConfigureAwait(false))
            {
                backoff.Reset();
                if (next > position) Disk.Replace(_cursor, Encoding.ASCII.GetBytes((position = next).ToString(CultureInfo.InvariantCulture)));
                else await Task.Delay(Look, _clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            else
            {
                await backoff.Wait(null, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Records from a position on that are published, and the position after the last entry looked at.
    private (List<(long, string, ReadOnlyMemory<byte>)> Records, long Next) From(long position)
    {
        if (position >= _reader.Count) _reader.Advance();
        var records = new List<(long, string, ReadOnlyMemory<byte>)>();
        for (var bytes = 0; position < _reader.Count && records.Count < ForwardFrame.MostRecords && bytes < MostBytes; position++)
        {
            if (_reader.Read(position, out _) is not { IsRecord: true } entry) continue;
            records.Add((position, _reader.Names[entry.Number], entry.Payload));
            bytes += entry.Payload.Length;
        }

        return (records, position);
    }

    private async Task<bool> Send(List<(long, string, ReadOnlyMemory<byte>)> records, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Patience, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            using var body = new ByteArrayContent(ForwardFrame.Write(_edge, records));
            body.Headers.ContentType = new MediaTypeHeaderValue(ForwardFrame.ContentType);
            using var answer = await _http.PostAsync(_to, body, both.Token).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode)
            {
                State.Count("records", records.Count);
                return true;
            }

            State.Failed("refused", $"The centre answered {(int)answer.StatusCode}.", _clock.GetUtcNow());
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            if (!cancel.IsCancellationRequested) State.Failed("unreachable", fault.Message, _clock.GetUtcNow());
        }

        return false;
    }
}
