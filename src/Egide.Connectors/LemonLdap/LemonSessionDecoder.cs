using System.Text.Json;
using Egide.Connectors.Files;
using Egide.Observe;

namespace Egide.Connectors.LemonLdap;

/// <summary>The records that <see cref="LemonPoller"/> writes of a portal's sessions: one JSON object each, with what the portal said and a hash for the id.</summary>
public sealed class LemonSessionDecoder : IDecoder
{
    private readonly TextCache _texts = new();
    private readonly string?[] _names = JsonWalk.Room();
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);
    private DateTimeOffset? _opened;
    private DateTimeOffset? _closed;

    /// <inheritdoc/>
    public Decoding Decode(ReadOnlySpan<byte> record, AuditEvent into)
    {
        if (!record.StartsWith("{\"lemonldap_session\":"u8)) return Decoding.NotMine;
        try
        {
            Read(record);
        }
        catch (JsonException)
        {
            return Decoding.Broken(UnreadCode.Malformed, "LemonLDAP::NG session that is not whole JSON");
        }

        var closed = Field(LemonSession.Mark) == LemonSession.Closed;
        if (!closed && Field(LemonSession.Mark) != LemonSession.Opened) return Decoding.Broken(UnreadCode.Malformed, "LemonLDAP::NG session neither opened nor closed");
        // The log names an account so: the variable that whatToTrace names in the portal as it is shipped.
        if ((Field("_whatToTrace") ?? Field("_user") ?? Field("uid")) is not { } login) return Decoding.Broken(UnreadCode.Malformed, "LemonLDAP::NG session without an account");
        if (Field("id") is not { } id || Field("portal") is not { } portal) return Decoding.Broken(UnreadCode.Malformed, "LemonLDAP::NG session without its id or portal");
        if ((closed ? _closed : _opened) is not { } time) return Decoding.Broken(UnreadCode.BadTime, "LemonLDAP::NG session without a time");
        into.Format = RecordFormat.LemonLdap;
        into.Code = closed ? "SESSION_CLOSED" : "SESSION_OPENED";
        into.Kind = closed ? EventKind.SignOut : EventKind.SignIn;
        into.Occurred = time;
        into.SourceId = portal;
        into.IdentityProvider = "lemonldap:" + portal;
        into.SessionId = id;
        into.Address = Field("ipAddr");
        into.UserAgent = Field("UA");
        if (Field("_auth") is { } method) into.Subtypes.Add(method);
        var agent = into.AddAgent();
        agent.Requestor = true;
        agent.AltId = agent.Name = login;
        agent.NetworkAddress = into.Address;
        agent.NetworkType = into.Address is null ? null : "2";
        return Decoding.Event;
    }

    private string? Field(string name) => _fields.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    private void Read(ReadOnlySpan<byte> record)
    {
        _fields.Clear();
        _opened = _closed = null;
        var walk = new JsonWalk(record, _texts, _names);
        while (walk.Next())
        {
            if (walk.Depth != 1) continue;
            if (walk.Name == "_utime") _opened = walk.Number() is { } seconds ? LogTime.Epoch(seconds) : null;
            else if (walk.Name == "at") _closed = walk.Time(out _);
            else _fields[walk.Name] = walk.Text();
        }
    }
}
