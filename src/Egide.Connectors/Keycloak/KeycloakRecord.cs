using System.Globalization;
using Egide.Observe;

namespace Egide.Connectors.Keycloak;

/// <summary>The fields of one Keycloak event, from JSON or from a log line, and how they make an audit event.</summary>
internal sealed class KeycloakRecord
{
    private readonly List<KeyValuePair<string, string>> _details = [];
    private string? _id;
    private string? _type;
    private string? _operation;
    private string? _resourceType;
    private string? _resourcePath;
    private string? _realmId;
    private string? _realmName;
    private string? _clientId;
    private string? _userId;
    private string? _sessionId;
    private string? _codeId;
    private string? _address;
    private string? _error;
    private string? _userName;
    private string? _userAgent;
    private string? _credential;

    public DateTimeOffset? Time { get; set; }

    public bool ZoneMissing { get; set; }

    public bool IsEvent => _realmId is not null && (_type is not null || _operation is not null);

    public void Clear()
    {
        _details.Clear();
        _id = _type = _operation = _resourceType = _resourcePath = _realmId = _realmName = _clientId = _userId = null;
        _sessionId = _codeId = _address = _error = _userName = _userAgent = _credential = null;
        Time = null;
        ZoneMissing = false;
    }

    /// <summary>Takes one field; Keycloak writes <c>null</c> for what it does not know.</summary>
    public void Set(string key, string value)
    {
        if (value is "null" or "") return;
        switch (key)
        {
            case "id": _id ??= value; break;
            case "type": _type ??= value; break;
            case "operationType": _operation ??= value; break;
            case "resourceType": _resourceType = value; break;
            case "resourcePath": _resourcePath = value; break;
            case "realmId": _realmId ??= value; break;
            case "realmName": _realmName ??= value; break;
            case "clientId": _clientId ??= value; break;
            case "userId": _userId ??= value; break;
            case "sessionId": _sessionId ??= value; break;
            case "ipAddress": _address ??= value; break;
            case "error": _error = value; break;
            case "username": _userName ??= value; break;
            case "user_agent": _userAgent = value; break;
            case "time":
                if (double.TryParse(value, CultureInfo.InvariantCulture, out var epoch)) Time = Files.LogTime.Epoch(epoch);
                break;
            default:
                if (key == "code_id") _codeId = value;
                if (key == "credential_type") _credential = value;
                _details.Add(new KeyValuePair<string, string>(key, value));
                break;
        }
    }

    public void Fill(AuditEvent into, string? host)
    {
        into.Format = _operation is null ? RecordFormat.KeycloakUser : RecordFormat.KeycloakAdmin;
        into.Id = _id;
        into.Code = _operation ?? _type;
        into.Kind = _operation is null ? KeycloakKinds.OfUserEvent(_type!, _credential) : KeycloakKinds.OfAdminEvent(_resourcePath);
        into.Outcome = _error;
        into.Occurred = Time;
        into.ZoneMissing = ZoneMissing;
        into.IdentityProvider = _realmName ?? _realmId;
        into.SourceId = host is null ? into.IdentityProvider : into.IdentityProvider + "@" + host;
        into.Address = _address;
        into.UserAgent = _userAgent;
        // Before Keycloak 24 the log line names the session only as the code that opened it.
        into.SessionId = _sessionId ?? _codeId;
        if (_resourceType is not null) into.Subtypes.Add(_resourceType);
        if (_userId is not null || _userName is not null)
        {
            var agent = into.AddAgent();
            agent.Requestor = true;
            agent.UserId = _userId;
            agent.AltId = agent.Name = _userName;
            agent.NetworkAddress = _address;
            agent.NetworkType = _address is null ? null : "2";
        }

        FillClient(into);
    }

    private void FillClient(AuditEvent into)
    {
        if (_clientId is not null || _details.Count > 0)
        {
            var client = into.AddEntity();
            client.Type = "2";
            client.Identifier = client.Name = _clientId;
            client.Details.AddRange(_details);
        }

        if (_resourcePath is null) return;
        var resource = into.AddEntity();
        resource.Type = "2";
        resource.Reference = _resourcePath;
        resource.Name = _resourceType;
    }
}
