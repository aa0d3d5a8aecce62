using Egide.Connectors.Vectors;

namespace Egide.Connectors.Fuzz;

/// <summary>Whole records that mutations start from: small ones of our own, and the published ones when they are at hand.</summary>
internal static class Seeds
{
    private static readonly string[] Own =
    [
        """{"resourceType":"AuditEvent","id":"1","type":{"code":"rest"},"subtype":[{"code":"read"}],"action":"R","recorded":"2025-09-08T10:00:00Z","agent":[{"who":{"identifier":{"system":"s","value":"v"}},"requestor":true,"policy":["t"],"network":{"address":"a","type":"2"}}],"source":{"observer":{"display":"d"}},"entity":[{"what":{"reference":"Patient/1"},"role":{"code":"1"},"query":"UGF0aWVudD9uYW1lPXg=","detail":[{"type":"total","valueString":"3"}]}]}""",
        """{"resourceType":"AuditEvent","category":[{"coding":[{"code":"rest"}]}],"code":{"coding":[{"code":"ITI-78"}]},"occurredPeriod":{"start":"2025"},"outcome":{"code":{"code":"0"}},"patient":{"reference":"Patient/1"},"agent":[{"networkString":"x","authorization":[{"coding":[{"code":"T"}]}]}],"entity":[{"what":{"identifier":{"value":"\u00e9\ud83d\ude00"}}}]}""",
        """{"resourceType":"AuditEvent","event":{"type":{"code":"110110"},"action":"R","dateTime":"2013-09-22T00:08:00Z"},"participant":[{"userId":{"value":"u"},"requestor":true}],"source":{"identifier":{"value":"i"}},"object":[{"reference":{"reference":"Patient/1/_history/1"}}]}""",
        """<AuditEvent xmlns="http://hl7.org/fhir"><id value="1"/><text><div xmlns="http://www.w3.org/1999/xhtml"><p>a &amp; b</p></div></text><type><code value="rest"/></type><recorded value="2025-09-08T10:00:00Z"/><agent><who><identifier><value value="d&#39;A"/></identifier></who><requestor value="true"/></agent><entity><query value="UGF0aWVudD9uYW1lPXg="/></entity></AuditEvent>""",
        """1234 <85>1 2025-09-08T10:00:02Z h a p m [x k="v\]"] <?xml version="1.0"?><AuditMessage><EventIdentification EventActionCode="R" EventDateTime="2025-09-08T10:00:00"><EventID csd-code="110110"/></EventIdentification><ActiveParticipant UserID="u" UserIsRequestor="true"><RoleIDCode code="1"/></ActiveParticipant><ParticipantObjectIdentification ParticipantObjectID="7^^^A&amp;1.2&amp;ISO~8" ParticipantObjectTypeCode="1" ParticipantObjectTypeCodeRole="1"><ParticipantObjectQuery>UVBEfFBEUXxRMXxAUElELjUuMV5NQVJUSU4=</ParticipantObjectQuery><ParticipantObjectDetail type="t" value="dg=="/></ParticipantObjectIdentification></AuditMessage>""",
        "<13>Oct  3 22:14:15 srv1 app[42]: message",
        "MSH|^~\\&|a|b\rQPD|IHE PDQ|Q1|@PID.5.1^O\\T\\N~@PID.3.1^7|7^^^&1.2&ISO\rRCP|I|10^RD",
        """<queryByParameter><initialQuantity value="5"/><parameterList><livingSubjectId><value root="1.2" extension="7"/></livingSubjectId><livingSubjectName><value><family>x</family></value></livingSubjectName></parameterList></queryByParameter>""",
        """<AdhocQueryRequest maxResults="5"><AdhocQuery id="u"><Slot name="$patientId"><ValueList><Value>('7^^^&amp;1.2&amp;ISO','a''b')</Value></ValueList></Slot></AdhocQuery></AdhocQueryRequest>""",
        """{"resourceType":"Parameters","parameter":[{"name":"resource","resource":{"resourceType":"Patient","name":[{"family":"x"}]}},{"name":"count","valueInteger":5}]}""",
        "POST /fhir/Patient/_search?_elements=name HTTP/1.1\r\nHost: x\r\n\r\nidentifier=a|1,b|2&_count=5&name:exact=%C3%A9+x",
    ];

    public static IReadOnlyList<byte[]> All { get; } = [.. Own.Select(System.Text.Encoding.UTF8.GetBytes), .. Published()];

    private static IEnumerable<byte[]> Published()
    {
        if (SharedVectors.Root is not { } root) return [];
        return SharedVectors.Expected(root).Select(e => SharedVectors.Record(Path.Combine(root, e.GetProperty("file").GetString()!), e.GetProperty("index").GetInt32()))
            .Where(record => record.Length < 8000);
    }
}
