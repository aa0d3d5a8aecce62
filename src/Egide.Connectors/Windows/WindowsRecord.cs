using Egide.Observe;

namespace Egide.Connectors.Windows;

/// <summary>The fields of one Windows security event, whatever the shape of its JSON.</summary>
internal sealed class WindowsRecord
{
    private readonly Dictionary<string, string> _data = new(StringComparer.Ordinal);

    public int EventId { get; set; }

    public string? Channel { get; set; }

    public string? Computer { get; set; }

    public string? RecordId { get; set; }

    public DateTimeOffset? Time { get; private set; }

    private int _timeRank;
    private bool _zoneMissing;

    public void Clear()
    {
        _data.Clear();
        EventId = 0;
        Channel = Computer = RecordId = null;
        Time = null;
        _timeRank = 0;
        _zoneMissing = false;
    }

    /// <summary>Keeps the best of several times: the higher <paramref name="rank"/>.</summary>
    public void TakeTime(DateTimeOffset? time, bool zoneMissing, int rank)
    {
        if (time is null || rank <= _timeRank) return;
        (Time, _zoneMissing, _timeRank) = (time, zoneMissing, rank);
    }

    /// <summary>Takes one datum of the event; Windows writes <c>-</c> for what it does not know.</summary>
    public void Set(string name, string value)
    {
        if (value is not ("-" or "")) _data[name] = value;
    }

    public void Fill(AuditEvent into, EventKind kind)
    {
        into.Format = RecordFormat.Windows;
        into.Id = RecordId;
        into.Code = EventId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        into.Action = 'E';
        into.Occurred = Time;
        into.ZoneMissing = _zoneMissing;
        into.SourceId = Computer;
        var status = Status();
        into.Outcome = status;
        if (status is not null && EventId is 4768 or 4776 && kind == EventKind.SignIn) kind = EventKind.SignInFailed;
        if (Get("LogonType") is { } type) into.Subtypes.Add(type);
        into.Address = Address(Get("IpAddress") ?? Get("ClientAddress"));
        var acts = WindowsEvents.ActsOnTarget(kind);
        var main = acts || EventId == 4672 ? "Subject" : "Target";
        var (name, domain) = Account(main);
        var sid = Get(main + "UserSid") ?? Get(main + "Sid");
        if (EventId is 4778 or 4779) (name, domain) = (Get("AccountName"), Get("AccountDomain"));
        if (kind is EventKind.SignIn or EventKind.SignOut or EventKind.TokenRefresh
            && (WindowsEvents.IsSystemAccount(name, sid) || Get("LogonType") is "0" or "4" or "5")) kind = EventKind.System;
        into.Kind = kind;
        into.IdentityProvider = EventId == 4740 ? Get("SubjectDomainName") : domain;
        var session = Get(main + "LogonId") ?? Get("LogonID");
        if (session is not null and not "0x0") into.SessionId = Computer + "/" + session;
        AddAgent(into, name, sid, requestor: true);
        AddOther(into, acts, name);
        if (Get("ServiceName") is { } service) AddThing(into, service, Get("TicketOptions"));
        else if (Get("TargetServerName") is { } server) AddThing(into, server, null);
    }

    private string? Get(string name) => _data.GetValueOrDefault(name);

    private string? Status()
    {
        var status = Get("Status");
        if (status is "0x0" or "0x00000000" or "0") status = null;
        // The sub-status says why a sign-in failed: wrong password, no such user, locked, expired.
        return Get("SubStatus") is { } sub and not ("0x0" or "0x00000000") ? sub : status;
    }

    private (string? Name, string? Domain) Account(string side)
    {
        var name = Get(side + "UserName");
        var domain = Get(side + "DomainName");
        var at = name?.IndexOf('@') ?? -1;
        return at > 0 ? (name![..at], domain ?? name[(at + 1)..]) : (name, domain);
    }

    private void AddAgent(AuditEvent into, string? name, string? sid, bool requestor)
    {
        if (name is null && sid is null) return;
        var agent = into.AddAgent();
        agent.Requestor = requestor;
        agent.UserId = sid is "S-1-0-0" ? null : sid;
        agent.AltId = agent.Name = name;
        if (!requestor) return;
        var machine = Get("WorkstationName") ?? Get("Workstation") ?? Get("ClientName") ?? (EventId == 4740 ? Get("TargetDomainName") : null);
        agent.NetworkAddress = into.Address ?? machine;
        agent.NetworkType = into.Address is not null ? "2" : machine is not null ? "1" : null;
    }

    private void AddOther(AuditEvent into, bool acts, string? name)
    {
        var (other, _) = Account(acts ? "Target" : "Subject");
        if (other is null || other == name) return;
        if (acts) AddThing(into, other, null, Get("TargetUserSid") ?? Get("TargetSid"));
        else AddAgent(into, other, Get("SubjectUserSid"), requestor: false);
    }

    private static void AddThing(AuditEvent into, string name, string? options, string? identifier = null)
    {
        var thing = into.AddEntity();
        thing.Type = "2";
        thing.Name = name;
        thing.Identifier = identifier;
        if (options is not null) thing.Details.Add(new KeyValuePair<string, string>("TicketOptions", options));
    }

    private static string? Address(string? written) =>
        written is null || written == "LOCAL" ? null
        : written.StartsWith("::ffff:", StringComparison.OrdinalIgnoreCase) ? written[7..]
        : written;
}
