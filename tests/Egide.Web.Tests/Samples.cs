namespace Egide.Web.Tests;

/// <summary>One record of each format, as sources write them.</summary>
internal static class Samples
{
    public const string Rpps = "10102727017";

    public static string Fhir(string patient, string at, string action = "R", string outcome = "0", string code = "110110", string name = "Dr Hélène Dupont", string system = "urn:oid:1.2.250.1.213.1.4.8") => $$$$"""
        {"resourceType":"AuditEvent","id":"from-the-source","type":{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"{{{{code}}}}"},
        "subtype":[{"system":"http://hl7.org/fhir/restful-interaction","code":"read"}],"action":"{{{{action}}}}","period":{"start":"{{{{at}}}}"},"recorded":"{{{{at}}}}","outcome":"{{{{outcome}}}}",
        "agent":[{"role":[{"coding":[{"system":"urn:role","code":"medecin"}]}],"who":{"reference":"Practitioner/p-7","identifier":{"system":"https://rpps.esante.gouv.fr","value":"{{{{Rpps}}}}"}},"altId":"hdupont","name":"{{{{name}}}}","requestor":true,"policy":["urn:token:77"],"network":{"address":"192.168.14.7","type":"2"}}],
        "source":{"site":"CH-Nord","observer":{"reference":"Device/dpi-1","identifier":{"value":"dpi-1"}}},
        "entity":[{"what":{"reference":"Patient/{{{{patient}}}}","identifier":{"system":"{{{{system}}}}","value":"{{{{patient}}}}"}},"type":{"system":"http://terminology.hl7.org/CodeSystem/audit-entity-type","code":"1"},"role":{"system":"http://terminology.hl7.org/CodeSystem/object-role","code":"1"},"name":"Jeanne Martin"}]}
        """;

    public static string Dicom(string patient, string at) => $"""
        <?xml version="1.0" encoding="UTF-8"?><AuditMessage><EventIdentification EventActionCode="E" EventDateTime="{at}" EventOutcomeIndicator="0"><EventID csd-code="110112" codeSystemName="DCM" originalText="Query"/><EventTypeCode csd-code="ITI-18" codeSystemName="IHE Transactions" originalText="Registry Stored Query"/></EventIdentification><ActiveParticipant UserID="u-42" AlternativeUserID="4711" UserName="MARTIN Paul" UserIsRequestor="true" NetworkAccessPointID="10.9.8.7" NetworkAccessPointTypeCode="2"><RoleIDCode csd-code="110153" codeSystemName="DCM" originalText="Source"/></ActiveParticipant><ActiveParticipant UserID="registry" UserIsRequestor="false"/><AuditSourceIdentification AuditSourceID="XDS-REG" AuditEnterpriseSiteID="GRADES"/><ParticipantObjectIdentification ParticipantObjectID="{patient}^^^&amp;1.2.250.1.213.1.4.8&amp;ISO" ParticipantObjectTypeCode="1" ParticipantObjectTypeCodeRole="1"><ParticipantObjectIDTypeCode csd-code="2" codeSystemName="RFC-3881" originalText="Patient Number"/></ParticipantObjectIdentification><ParticipantObjectIdentification ParticipantObjectID="urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d" ParticipantObjectTypeCode="2" ParticipantObjectTypeCodeRole="24"><ParticipantObjectIDTypeCode csd-code="ITI-18" codeSystemName="IHE Transactions" originalText="Registry Stored Query"/><ParticipantObjectName>FindDocuments</ParticipantObjectName><ParticipantObjectQuery>PHF1ZXJ5Lz4=</ParticipantObjectQuery></ParticipantObjectIdentification></AuditMessage>
        """;

    public static string Syslog(string at, string message, string host = "reg.example", string id = "IHE+RFC-3881") => $"<85>1 {at} {host} xds 4242 {id} [meta sequenceId=\"29\"] \uFEFF{message}";

    public static string Web(string at) => $"203.0.113.9 - hdupont [{at}] \"GET /fhir/Patient?identifier=280126 HTTP/1.1\" 200 512 \"-\" \"curl/8\"";

    public const string Keycloak = """{"id":"7d6c6a3e-0001","time":1790000000000,"type":"LOGIN_ERROR","realmId":"region","clientId":"portail","userId":"f:1:hdupont","sessionId":null,"ipAddress":"198.51.100.4","error":"invalid_user_credentials","details":{"username":"hdupont"}}""";

    public const string Stu3 = """{"resourceType":"AuditEvent","type":{"code":"110100"},"recorded":"2025-03-01T08:00:00Z","agent":[{"userId":{"value":"stu3-user"},"requestor":true}],"source":{"identifier":{"value":"old-server"}},"entity":[{"reference":{"reference":"Patient/stu3"}}]}""";

    public static async Task Bring(Served served)
    {
        await served.Bring("fhir 127.0.0.1",
            Fhir("p-1", "2025-01-10T10:00:00Z"), Fhir("p-1", "2025-01-11T10:00:00Z", "U"), Fhir("p-2", "2025-01-12T10:00:00.500+01:00", "R", "8", "110106", "Dr Paul Ébrard"), Stu3);
        await served.Bring("syslog/tls 10.1.2.3",
            Syslog("2025-02-01T10:00:00Z", Dicom("p-1", "2025-02-01T09:59:00Z")), Syslog("2025-02-02T10:00:00Z", "nothing that anybody understands", "other.example", "-"));
        await served.Bring("web a", Web("03/Feb/2025:10:00:00 +0000"));
        await served.Bring("keycloak region", Keycloak);
    }
}
