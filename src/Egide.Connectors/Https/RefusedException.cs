using System.Net;

namespace Egide.Connectors.Https;

/// <summary>A server answered, and not with what was asked for. Says nothing of the answer's body, which may hold anything.</summary>
internal sealed class RefusedException(HttpStatusCode status, string message, TimeSpan? later) : Exception(message)
{
    public HttpStatusCode Status => status;

    /// <summary>How long the server asked to be left alone.</summary>
    public TimeSpan? Later => later;

    /// <summary>Lets an answer of 200 to 299 pass.</summary>
    public static void Unless2xx(HttpResponseMessage answer, string asked, TimeProvider clock)
    {
        if (answer.IsSuccessStatusCode) return;
        var after = answer.Headers.RetryAfter;
        var later = after?.Delta ?? (after?.Date is { } date ? date - clock.GetUtcNow() : null);
        throw new RefusedException(answer.StatusCode, $"{asked} answered {(int)answer.StatusCode}.", later);
    }
}
