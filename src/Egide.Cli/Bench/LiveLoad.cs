using System.Globalization;
using System.Text;

namespace Egide.Cli.Bench;

/// <summary>
/// A region's FHIR events over HTTP, in batches: its days are told again and again, each time a week later, so that sessions and habits
/// go on as they would and what explained an access explains it again. All of it lies years back: a source that catches up.
/// </summary>
internal sealed class LiveLoad(HttpClient http, List<ReadOnlyMemory<byte>> records, CancellationToken cancel)
{
    /// <summary>First day of the region: long enough ago for fifty million events.</summary>
    public static readonly DateOnly Start = new(2002, 1, 5);

    public const int Batch = 500;
    public const int Senders = 4;
    private const int Week = 7;
    private int _next = -1;
    private long _sent;

    /// <summary>Events answered durable.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Sends as fast as answers come.</summary>
    public async Task Send(long events)
    {
        var until = Sent + events;
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            while (Sent < until) await Next(cancel);
        }, cancel)));
    }

    /// <summary>Sends at a rate, events a second, until stopped.</summary>
    public async Task Pace(double rate, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Batch / rate));
        while (await timer.WaitForNextTickAsync(stop)) await Next(stop);
    }

    /// <summary>Posts records as NDJSON; done when they are durable.</summary>
    public async Task Post(IEnumerable<ReadOnlyMemory<byte>> batch)
    {
        using var body = new MemoryStream();
        foreach (var record in batch)
        {
            body.Write(record.Span);
            body.WriteByte((byte)'\n');
        }

        using var content = new ByteArrayContent(body.ToArray());
        content.Headers.ContentType = new("application/fhir+ndjson");
        using var answer = await http.PostAsync(new Uri("/fhir", UriKind.Relative), content, cancel);
        answer.EnsureSuccessStatusCode();
    }

    private async Task Next(CancellationToken stop)
    {
        var batches = records.Count / Batch;
        var next = Interlocked.Increment(ref _next);
        stop.ThrowIfCancellationRequested();
        await Post(records.GetRange(next % batches * Batch, Batch).Select(record => Later(record, next / batches * Week)));
        Interlocked.Add(ref _sent, Batch);
    }

    // The same event some days later: every date that is followed by a time.
    private static ReadOnlyMemory<byte> Later(ReadOnlyMemory<byte> record, int days)
    {
        var later = record.ToArray();
        for (var at = 10; at < later.Length; at++)
        {
            if (later[at] != 'T' || later[at - 3] != '-' || later[at - 6] != '-') continue;
            var date = later.AsSpan(at - 10, 10);
            if (DateOnly.TryParseExact(Encoding.ASCII.GetString(date), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                Encoding.ASCII.GetBytes(day.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), date);
        }

        return later;
    }
}
