using System.Text;
using Egide.Connectors.Wire;
using Egide.Observe;

namespace Egide.Connectors.Atna;

/// <summary>Reads the elements of an audit message whose root was just started.</summary>
internal sealed class DicomMessageReader
{
    private readonly TextCache _cache = new();
    private readonly Utf8Scratch _scratch = new();

    /// <summary>Reads to the end of the document, or to a fault.</summary>
    public void Read(ref XmlScanner xml, AuditEvent into)
    {
        while (xml.Read())
        {
            if (xml.Token != XmlToken.Start) continue;
            var name = xml.Name;
            switch (name.Length)
            {
                case 19 when name.SequenceEqual("EventIdentification"u8): Event(ref xml, into); break;
                case 17 when name.SequenceEqual("ActiveParticipant"u8): Participant(ref xml, into); break;
                case 25 when name.SequenceEqual("AuditSourceIdentification"u8): Source(ref xml, into); break;
                case 31 when name.SequenceEqual("ParticipantObjectIdentification"u8): Object(ref xml, into); break;
                default: xml.Skip(); break;
            }
        }
    }

    private void Event(ref XmlScanner xml, AuditEvent into)
    {
        var inside = xml.Depth;
        while (xml.ReadAttribute())
        {
            var name = xml.Name;
            if (name.SequenceEqual("EventActionCode"u8))
            {
                if (xml.AttributeValue() is { Length: 1 } action) into.Action = (char)action[0];
            }
            else if (name.SequenceEqual("EventDateTime"u8))
            {
                if (TimeText.TryParse(xml.AttributeValue(), out var occurred, out var zoneMissing)) into.Occurred = occurred;
                into.ZoneMissing |= zoneMissing;
            }
            else if (name.SequenceEqual("EventOutcomeIndicator"u8))
            {
                into.Outcome = Cached(ref xml);
            }
        }

        while (xml.Read() && xml.Depth >= inside)
        {
            if (xml.Token != XmlToken.Start) continue;
            if (xml.Name.SequenceEqual("EventID"u8)) into.Code = Code(ref xml) ?? into.Code;
            else if (xml.Name.SequenceEqual("EventTypeCode"u8)) Add(into.Subtypes, Code(ref xml));
            else if (xml.Name.SequenceEqual("PurposeOfUse"u8)) Add(into.Purposes, Code(ref xml));
            else xml.Skip();
        }
    }

    private void Participant(ref XmlScanner xml, AuditEvent into)
    {
        var inside = xml.Depth;
        var agent = into.AddAgent();
        while (xml.ReadAttribute())
        {
            var name = xml.Name;
            switch (name.Length)
            {
                case 6 when name.SequenceEqual("UserID"u8): agent.UserId = Cached(ref xml) ?? ""; break;
                case 17 when name.SequenceEqual("AlternativeUserID"u8): agent.AltId = Cached(ref xml); break;
                case 8 when name.SequenceEqual("UserName"u8): agent.Name = Cached(ref xml); break;
                case 15 when name.SequenceEqual("UserIsRequestor"u8): agent.Requestor = Flag(xml.AttributeValue()); break;
                case 20 when name.SequenceEqual("NetworkAccessPointID"u8): agent.NetworkAddress = Cached(ref xml); break;
                case 26 when name.SequenceEqual("NetworkAccessPointTypeCode"u8): agent.NetworkType = Cached(ref xml); break;
            }
        }

        while (xml.Read() && xml.Depth >= inside)
        {
            if (xml.Token != XmlToken.Start) continue;
            if (xml.Name.SequenceEqual("RoleIDCode"u8)) Add(agent.Roles, Code(ref xml));
            else if (xml.Name.SequenceEqual("PurposeOfUse"u8)) Add(agent.Purposes, Code(ref xml));
            else xml.Skip();
        }
    }

    private void Source(ref XmlScanner xml, AuditEvent into)
    {
        while (xml.ReadAttribute())
        {
            if (xml.Name.SequenceEqual("AuditSourceID"u8)) into.SourceId ??= Cached(ref xml);
            else if (xml.Name.SequenceEqual("AuditEnterpriseSiteID"u8)) into.SourceSite ??= Cached(ref xml);
        }

        xml.Skip();
    }

    private void Object(ref XmlScanner xml, AuditEvent into)
    {
        var inside = xml.Depth;
        var entity = into.AddEntity();
        while (xml.ReadAttribute())
        {
            var name = xml.Name;
            switch (name.Length)
            {
                case 19 when name.SequenceEqual("ParticipantObjectID"u8): entity.Identifier = Own(xml.AttributeValue()); break;
                case 25 when name.SequenceEqual("ParticipantObjectTypeCode"u8): entity.Type = Cached(ref xml); break;
                case 29 when name.SequenceEqual("ParticipantObjectTypeCodeRole"u8): entity.Role = Cached(ref xml); break;
                case 30 when name.SequenceEqual("ParticipantObjectDataLifeCycle"u8): entity.Lifecycle = Cached(ref xml); break;
                case 28 when name.SequenceEqual("ParticipantObjectSensitivity"u8): Add(entity.Labels, Cached(ref xml)); break;
            }
        }

        while (xml.Read() && xml.Depth >= inside)
        {
            if (xml.Token != XmlToken.Start) continue;
            var name = xml.Name;
            switch (name.Length)
            {
                case 27 when name.SequenceEqual("ParticipantObjectIDTypeCode"u8): entity.System = Code(ref xml) ?? entity.System; break;
                case 21 when name.SequenceEqual("ParticipantObjectName"u8): entity.Name = Own(xml.ElementText().Trim(" \t\r\n"u8)); break;
                case 22 when name.SequenceEqual("ParticipantObjectQuery"u8): entity.Query = Base64Text.Read(xml.ElementText(), _scratch); break;
                case 23 when name.SequenceEqual("ParticipantObjectDetail"u8): Detail(ref xml, entity); break;
                default: xml.Skip(); break;
            }
        }

        Exchange.Note(entity, into);
    }

    private void Detail(ref XmlScanner xml, Entity entity)
    {
        string? type = null, value = null;
        while (xml.ReadAttribute())
        {
            if (xml.Name.SequenceEqual("type"u8)) type = Cached(ref xml);
            else if (xml.Name.SequenceEqual("value"u8)) value = Base64Text.Read(xml.AttributeValue(), _scratch);
        }

        xml.Skip();
        if (type is not null || value is not null) entity.Details.Add(new(type ?? "", value ?? ""));
    }

    // DICOM writes csd-code, RFC 3881 and early DICOM code.
    private string? Code(ref XmlScanner xml)
    {
        string? code = null;
        while (xml.ReadAttribute())
        {
            if (xml.Name.SequenceEqual("csd-code"u8)) code = Cached(ref xml);
            else if (xml.Name.SequenceEqual("code"u8)) code ??= Cached(ref xml);
        }

        xml.Skip();
        return code;
    }

    private static void Add(List<string> codes, string? code)
    {
        if (code is not null) codes.Add(code);
    }

    private static bool? Flag(ReadOnlySpan<byte> value)
    {
        value = value.Trim(" \t\r\n"u8);
        if (Ascii.EqualsIgnoreCase(value, "true"u8) || value.SequenceEqual("1"u8)) return true;
        return Ascii.EqualsIgnoreCase(value, "false"u8) || value.SequenceEqual("0"u8) ? false : null;
    }

    private string? Cached(ref XmlScanner xml)
    {
        var value = xml.AttributeValue();
        return value.IsEmpty ? null : _cache.Get(value);
    }

    private static string? Own(ReadOnlySpan<byte> value) => value.IsEmpty ? null : Encoding.UTF8.GetString(value);
}
