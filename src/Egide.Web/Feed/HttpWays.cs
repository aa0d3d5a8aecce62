using Egide.Connectors.Live;
using Microsoft.AspNetCore.Http;

namespace Egide.Web.Feed;

/// <summary>
/// What the ways in over HTTP that need no entry in a sources file did so far. Counts: <c>requests</c>; <c>records</c> in the journal,
/// <c>repeated</c> that were there already, <c>not_understood</c> that are kept and are no event; <c>authentication_failed</c> (neither
/// token nor certificate), <c>oversize</c>, <c>unreadable</c> (damaged, cut, or in an encoding unknown here) and <c>empty</c> bodies,
/// <c>reset</c> by the sender or the way, <c>not_stored</c> for want of disk; <c>certificate_refused</c> in the TLS handshake. Thread-safe.
/// </summary>
internal sealed class HttpWays(TimeProvider clock)
{
    /// <summary>Records posted as FHIR.</summary>
    public WayIn Fhir { get; } = new("fhir", "POST /fhir/AuditEvent");

    /// <summary>Records that edges forward.</summary>
    public WayIn Forward { get; } = new("forward", "POST /forward");

    /// <summary>TLS before anything is asked: which way in a refused sender wanted is not known then.</summary>
    public WayIn Tls { get; } = new("https", "POST /fhir, POST /forward");

    /// <summary>Those to show; TLS once it counted something.</summary>
    public IEnumerable<WayIn> States => Tls.Counts.Count == 0 ? [Fhir, Forward] : [Fhir, Forward, Tls];

    /// <summary>Counts what became of a delivery.</summary>
    public static void Taken(WayIn way, Receipt receipt)
    {
        var fresh = receipt.Positions.Count - receipt.Repeated;
        Some(way, "records", fresh);
        Some(way, "repeated", receipt.Repeated);
        Some(way, "not_understood", fresh - receipt.Events);
    }

    /// <summary>Counts a request that was not taken, and tells whose and why.</summary>
    public void Refused(WayIn way, HttpContext http, string counted, string why) => Failed(way, counted, $"{http.Connection.RemoteIpAddress}: {why}");

    /// <summary>Counts a sender that showed neither token nor certificate.</summary>
    public void Unknown(WayIn way, HttpContext http) => Refused(way, http, "authentication_failed", "showed neither the token of feed-token nor a certificate of the authority in --client-ca");

    /// <summary>Counts a client certificate that was not believed.</summary>
    public void Distrusted(string subject) => Failed(Tls, "certificate_refused", $"The certificate {subject} does not lead to the authority in --client-ca, is out of its time or is not for clients.");

    private static void Some(WayIn way, string what, int number)
    {
        if (number > 0) way.Count(what, number);
    }

    private void Failed(WayIn way, string counted, string sentence) => way.Failed(counted, sentence, clock.GetUtcNow());
}
