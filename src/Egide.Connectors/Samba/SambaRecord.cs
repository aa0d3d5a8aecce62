using Egide.Observe;

namespace Egide.Connectors.Samba;

/// <summary>The fields of one authentication or authorisation that Samba wrote down.</summary>
internal sealed class SambaRecord
{
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

    public string? Type { get; set; }

    public DateTimeOffset? Time { get; set; }

    public bool ZoneMissing { get; set; }

    public bool IsEvent => Type is "Authentication" ? Get("status") is not null : Type is "Authorization" && Get("account") is not null;

    public void Clear()
    {
        _fields.Clear();
        Type = null;
        Time = null;
        ZoneMissing = false;
    }

    public void Set(string name, string value)
    {
        if (value.Length > 0) _fields[name] = value;
    }

    public void Fill(AuditEvent into)
    {
        var asked = Type == "Authentication";
        var status = Get("status");
        into.Format = RecordFormat.Samba;
        into.Code = Get("eventId") ?? Type;
        into.Action = 'E';
        into.Occurred = Time;
        into.ZoneMissing = ZoneMissing;
        into.Address = Address(Get("remoteAddress"));
        if (Get("serviceDescription") is { } service) into.Subtypes.Add(service);
        if ((Get("authDescription") ?? Get("authType")) is { } how) into.Subtypes.Add(how);
        // Who it became is certain; who it was mapped to was found in the directory; the rest is what the client wrote.
        var account = Get(asked ? "becameAccount" : "account") ?? Get("mappedAccount") ?? Before(Get("clientAccount"));
        into.IdentityProvider = Get(asked ? "becameDomain" : "domain") ?? Get("mappedDomain") ?? Get("clientDomain");
        var refused = asked && status != "NT_STATUS_OK";
        if (refused) into.Outcome = status;
        into.Kind = Kind(account, refused, status);
        // Samba numbers only what its own file server opens; 0 is no session.
        into.SessionId = asked ? Get("logonId") is { } id && id.AsSpan().Trim('0').Length > 0 ? "samba/" + id : null : Get("sessionId");
        AddAgent(into, account, asked ? Get("becameSid") : Get("sid"));
    }

    private EventKind Kind(string? account, bool refused, string? status)
    {
        if (status is "NT_STATUS_ACCOUNT_LOCKED_OUT") return EventKind.Lockout;
        if (refused) return EventKind.SignInFailed;
        if (account is null || account.EndsWith('$') || account == "ANONYMOUS LOGON" || Get("sid") is "S-1-5-7" or "S-1-5-18" || Get("becameSid") is "S-1-5-7" or "S-1-5-18") return EventKind.System;
        // An authorisation follows its authentication, or a ticket that was had before: the session is used.
        return Type == "Authorization" ? EventKind.TokenRefresh : EventKind.SignIn;
    }

    private void AddAgent(AuditEvent into, string? account, string? sid)
    {
        if (account is null && sid is null) return;
        var agent = into.AddAgent();
        agent.Requestor = true;
        agent.UserId = sid;
        agent.AltId = agent.Name = account;
        // Samba repeats its own name when the client gave none, so the workstation is only said where there is no address.
        agent.NetworkAddress = into.Address ?? Get("workstation");
        agent.NetworkType = into.Address is not null ? "2" : agent.NetworkAddress is not null ? "1" : null;
    }

    private string? Get(string name) => _fields.GetValueOrDefault(name);

    private static string? Before(string? principal) => principal?.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? principal[..at] : principal;

    // ipv4:192.0.2.7:49152, ipv6:2001:db8::7:49152, unix:/path.
    private static string? Address(string? written)
    {
        if (written is null || !written.StartsWith("ipv", StringComparison.Ordinal) || written.Length < 6 || written[4] != ':') return null;
        var port = written.LastIndexOf(':');
        return port > 5 ? written[5..port] : null;
    }
}
