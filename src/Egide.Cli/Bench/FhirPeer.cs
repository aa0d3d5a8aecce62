using System.Diagnostics;
using System.Text;

namespace Egide.Cli.Bench;

/// <summary>A FHIR R4 server that takes the same AuditEvents, as batches, the only way the standard has for many at once.</summary>
internal static class FhirPeer
{
    private const int Batch = 100;
    private const int Most = 5_000;

    /// <summary>Stores records there and says how many a second.</summary>
    /// <param name="server">Its base address.</param>
    /// <param name="records">AuditEvents.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="HttpRequestException">It refused.</exception>
    public static async Task<double> Take(Uri server, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancel)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
        var batches = records.Take(Most).Chunk(Batch).ToList();
        var next = -1;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, LiveLoad.Senders).Select(_ => Task.Run(async () =>
        {
            for (var batch = Interlocked.Increment(ref next); batch < batches.Count; batch = Interlocked.Increment(ref next))
            {
                using var content = new ByteArrayContent(Bundle(batches[batch]));
                content.Headers.ContentType = new("application/fhir+json");
                using var answer = await http.PostAsync(server, content, cancel);
                if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"{server} answered {(int)answer.StatusCode} to a batch: is it a FHIR server's base address?");
                var said = await answer.Content.ReadAsStringAsync(cancel);
                var stored = said.Split("\"status\":\"201").Length - 1;
                if (stored < batches[batch].Length) throw new HttpRequestException($"{server} stored {stored} of {batches[batch].Length} AuditEvents.");
            }
        }, cancel)));
        return batches.Sum(batch => batch.Length) / clock.Elapsed.TotalSeconds;
    }

    private static byte[] Bundle(IEnumerable<ReadOnlyMemory<byte>> records)
    {
        using var bundle = new MemoryStream();
        bundle.Write("{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":["u8);
        var first = true;
        foreach (var record in records)
        {
            bundle.Write(Encoding.ASCII.GetBytes((first ? "" : ",") + "{\"request\":{\"method\":\"POST\",\"url\":\"AuditEvent\"},\"resource\":"));
            bundle.Write(record.Span);
            bundle.WriteByte((byte)'}');
            first = false;
        }

        bundle.Write("]}"u8);
        return bundle.ToArray();
    }
}
