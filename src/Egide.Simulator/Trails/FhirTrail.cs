namespace Egide.Simulator;

/// <summary>The portal's FHIR R4 AuditEvents after the IHE Basic Audit Log Patterns. It knows its own proxy's address, not the client's.</summary>
internal sealed class FhirTrail(World world, Hostility hostility)
{
    private readonly Lines _query = new();

    private static readonly (string Code, string Transaction, string Display)[] Calls =
    [
        ("search-type", "ITI-78", "Mobile Patient Demographics Query"), ("read", "", ""), ("search-type", "ITI-67", "Find Document References"), ("read", "ITI-68", "Retrieve Document"),
        ("search-type", "", ""), ("search-type", "", ""), ("search-type", "", ""), ("search-type", "", ""), ("search-type", "", ""),
    ];

    private static readonly string[] Resources = ["Patient", "Patient", "DocumentReference", "Binary", "Observation", "MedicationRequest", "Condition", "Encounter", "Appointment"];

    /// <summary>The event's id follows from the request's, so that the truth can name it.</summary>
    public static ulong EventId(PortalRequest request) => Rng.Mix(request.Id ^ 0xA11D17);

    public void Write(Lines o, in Act act)
    {
        var r = act.Request!;
        var s = act.Session;
        var territory = s.House.Territory;
        var host = Catalogue.Portals[territory];
        var call = Calls[(int)r.Call];
        var search = call.Code == "search-type";
        o.Raw("{\"resourceType\":\"AuditEvent\",\"id\":\""u8).Uuid(EventId(r))
            .Raw("\",\"meta\":{\"profile\":[\"https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit."u8)
            .Raw(r.Patient >= 0 ? "Patient"u8 : ""u8).Raw(search ? "Query"u8 : "Read"u8)
            .Raw("\"]},\"type\":{\"system\":\"http://terminology.hl7.org/CodeSystem/audit-event-type\",\"code\":\"rest\",\"display\":\"RESTful Operation\"},\"subtype\":[{\"system\":\"http://hl7.org/fhir/restful-interaction\",\"code\":\""u8)
            .Text(call.Code).Raw("\",\"display\":\""u8).Text(call.Code).Raw("\"}"u8);
        if (call.Transaction.Length > 0)
            o.Raw(",{\"system\":\"urn:ihe:event-type-code\",\"code\":\""u8).Text(call.Transaction).Raw("\",\"display\":\""u8).Text(call.Display).Raw("\"}"u8);
        o.Raw("],\"action\":\""u8).Raw(search ? "E"u8 : "R"u8).Raw("\",\"recorded\":\""u8);
        var recorded = territory == hostility.SlowClock ? act.Ms - Hostility.Late : act.Ms;
        if (territory == 2)
            o.Paris(recorded, true);
        else
            o.Utc(recorded);
        o.Raw("\",\"outcome\":\"0\",\"agent\":["u8);
        Agents(o, s, r, host, territory);
        o.Raw("],\"source\":{\"site\":\""u8).Text(host).Raw("\",\"observer\":{\"display\":\"https://"u8).Text(host)
            .Raw(".sante-regions.example/fhir\"},\"type\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/security-source-type\",\"code\":\"4\",\"display\":\"Application Server\"}]},\"entity\":["u8);
        Entities(o, s, r, host, search);
        o.Raw("]}\n"u8);
    }

    private void Agents(Lines o, Session s, PortalRequest r, string host, int territory)
    {
        o.Raw("{\"type\":{\"coding\":[{\"system\":\"http://dicom.nema.org/resources/ontology/DCM\",\"code\":\"110153\",\"display\":\"Source Role ID\"}]},\"who\":{\"display\":\"portail-web\"},\"requestor\":false,\"network\":{\"address\":\"10.99."u8)
            .Number(territory).Raw(".10\",\"type\":\"2\"}},{\"type\":{\"coding\":[{\"system\":\"http://dicom.nema.org/resources/ontology/DCM\",\"code\":\"110152\",\"display\":\"Destination Role ID\"}]},\"who\":{\"display\":\"https://"u8)
            .Text(host).Raw(".sante-regions.example/fhir\"},\"requestor\":false,\"network\":{\"address\":\"https://"u8).Text(host)
            .Raw(".sante-regions.example/fhir\",\"type\":\"5\"}},{\"type\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ParticipationType\",\"code\":\"IRCP\",\"display\":\"information recipient\"}]},\"who\":{\"identifier\":{\"system\":\""u8);
        var p = s.Owner;
        if (s.Account.Brokered)
            o.Text(Identifiers.Idnps).Raw("\",\"value\":\""u8).Text(p.Idnps);
        else
            o.Text(Identifiers.Rpps).Raw("\",\"value\":\""u8).Text(p.Rpps);
        o.Raw("\"},\"display\":\""u8).Text(p.Given).Raw(" "u8).Text(p.Family).Raw("\"},\"altId\":\""u8).Text(s.Account.Id)
            .Raw("\",\"requestor\":true,\"policy\":[\""u8).Uuid(s.Key).Raw("\"]"u8);
        if (r.Urgent)
            o.Raw(",\"purposeOfUse\":[{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActReason\",\"code\":\"BTG\",\"display\":\"break the glass\"}]}]"u8);
        o.Raw("}"u8);
    }

    private void Entities(Lines o, Session s, PortalRequest r, string host, bool search)
    {
        if (r.Patient >= 0)
        {
            var house = world.Establishments[world.Patients.House[r.Patient]];
            o.Raw("{\"what\":{\"reference\":\"Patient/"u8).Text(house.Finess).Raw("-"u8).Digits(world.Patients.Ipp[r.Patient], 9)
                .Raw("\",\"identifier\":{\"system\":\""u8).Text(house.IppSystem).Raw("\",\"value\":\""u8).Digits(world.Patients.Ipp[r.Patient], 9)
                .Raw("\"}},\"type\":{\"system\":\"http://terminology.hl7.org/CodeSystem/audit-entity-type\",\"code\":\"1\",\"display\":\"Person\"},\"role\":{\"system\":\"http://terminology.hl7.org/CodeSystem/object-role\",\"code\":\"1\",\"display\":\"Patient\"}},"u8);
        }
        if (search)
        {
            _query.Clear();
            _query.Raw("GET "u8).Text(r.Url).Raw(" HTTP/1.1\nHost: "u8).Text(host).Raw(".sante-regions.example\nAccept: application/fhir+json; fhirVersion=4.0\nX-Request-Id: "u8).Hex32(r.Id).Raw("\n"u8);
            o.Raw("{\"type\":{\"system\":\"http://terminology.hl7.org/CodeSystem/audit-entity-type\",\"code\":\"2\",\"display\":\"System Object\"},\"role\":{\"system\":\"http://terminology.hl7.org/CodeSystem/object-role\",\"code\":\"24\",\"display\":\"Query\"},\"query\":\""u8)
                .Base64(_query.Written).Raw("\""u8);
            if (r.Total >= 0 && s.House.CountsResults)
                o.Raw(",\"detail\":[{\"type\":\"total\",\"valueString\":\""u8).Number(r.Total).Raw("\"}]"u8);
            o.Raw("},"u8);
        }
        else if (r.Call == PortalCall.Binary)
            o.Raw("{\"what\":{\"reference\":\""u8).Text(r.Url["/fhir/".Length..]).Raw("\"},\"type\":{\"system\":\"http://terminology.hl7.org/CodeSystem/audit-entity-type\",\"code\":\"2\",\"display\":\"System Object\"},\"role\":{\"system\":\"http://terminology.hl7.org/CodeSystem/object-role\",\"code\":\"3\",\"display\":\"Report\"},\"description\":\""u8)
                .Text(Resources[(int)r.Call]).Raw("\"},"u8);
        o.Raw("{\"what\":{\"identifier\":{\"value\":\""u8).Hex32(r.Id).Raw("\"}},\"type\":{\"system\":\"https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType\",\"code\":\"XrequestId\"}}"u8);
    }
}
