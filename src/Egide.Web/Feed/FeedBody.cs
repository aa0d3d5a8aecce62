using System.Globalization;
using Egide.Connectors.Files;
using Egide.Connectors.Live;
using Microsoft.AspNetCore.Http;

namespace Egide.Web.Feed;

/// <summary>Reads what a sender posts, unpacked; what cannot be read is an answer and no fault of ours.</summary>
internal static class FeedBody
{
    /// <summary>Largest body, bytes, as it comes and unpacked.</summary>
    public const int Largest = 64 << 20;

    /// <summary>The bytes, or why there are none; counted for the way in.</summary>
    public static async Task<(byte[]? Bytes, Refusal? Refusal)> Read(HttpContext http, HttpWays ways, WayIn way)
    {
        try
        {
            var (bytes, refusal) = await Read(http);
            if (refusal is not null) ways.Refused(way, http, refusal.Counted, refusal.What);
            return (bytes, refusal);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            way.Count("reset");
            throw;
        }
    }

    private static async Task<(byte[]? Bytes, Refusal? Refusal)> Read(HttpContext http)
    {
        var encoding = http.Request.Headers.ContentEncoding.ToString().Trim();
        var packed = encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase) || encoding.Equals("x-gzip", StringComparison.OrdinalIgnoreCase);
        if (!packed && encoding.Length > 0 && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Headers.AcceptEncoding = "gzip";
            return (null, new Refusal(415, "not-supported", "unreadable", "The Content-Encoding is not read here: send gzip, or no encoding."));
        }

        try
        {
            using var whole = new MemoryStream();
            await http.Request.Body.CopyToAsync(whole, http.RequestAborted);
            return packed ? Unpack(whole.ToArray()) : (whole.ToArray(), null);
        }
        catch (BadHttpRequestException fault)
        {
            return (null, fault.StatusCode == 413 ? TooLarge : new Refusal(fault.StatusCode, "structure", "unreadable", "The body could not be read: it ended early, came too slowly or is not framed as HTTP has it. Send it again."));
        }
    }

    private static Refusal TooLarge { get; } = new(413, "too-long", "oversize", string.Create(CultureInfo.InvariantCulture, $"The body is larger than {Largest} bytes, as it came or unpacked: nothing of it was kept. Send fewer records at once."));

    private static (byte[]? Bytes, Refusal? Refusal) Unpack(byte[] body)
    {
        var (bytes, problem) = Unpacked.Gzip(body, Largest);
        if (problem is null) return (bytes, null);
        return (null, problem.Code == ProblemCode.ExpansionLimit ? TooLarge : new Refusal(400, "structure", "unreadable", "The body says Content-Encoding: gzip, and ends early or is damaged: nothing of it was kept. Send it again."));
    }
}
