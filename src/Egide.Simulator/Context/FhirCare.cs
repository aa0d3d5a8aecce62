namespace Egide.Simulator;

/// <summary>One hospital's relationships as FHIR R4 NDJSON, a file a resource type, with identifiers rather than links.</summary>
internal static class FhirCare
{
    private static readonly (CareKind Kind, string Type)[] Types =
        [(CareKind.Encounter, "Encounter"), (CareKind.Appointment, "Appointment"), (CareKind.Team, "CareTeam"), (CareKind.Service, "ServiceRequest"), (CareKind.Consultation, "ServiceRequest"), (CareKind.Referral, "ServiceRequest")];

    public static void Write(World world, string folder)
    {
        Directory.CreateDirectory(folder);
        var lines = new Lines();
        foreach (var type in Types.Select(t => t.Type).Distinct())
        {
            var small = world.Options.CompressAll;
            using var file = TrailFile.Open(Path.Combine(folder, type + ".ndjson" + (small ? ".gz" : "")), small, small);
            var n = 0;
            foreach (var link in world.Care.Links)
            {
                n++;
                if (link.Unit.Establishment != ContextFolder.FhirHouse || Types.First(t => t.Kind == link.Kind).Type != type)
                    continue;
                lines.Clear();
                lines.Raw("{\"resourceType\":\""u8).Text(type).Raw("\",\"id\":\"r"u8).Number(n).Raw("\","u8);
                Body(world, lines, link, type);
                lines.Raw("}\n"u8);
                file.Write(lines.Written);
            }
        }
    }

    private static void Body(World world, Lines o, in CareLink link, string type)
    {
        switch (type)
        {
            case "Encounter":
                o.Raw("\"status\":\"in-progress\",\"class\":{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"IMP\"},\"subject\":"u8);
                Patient(world, o, link);
                if (link.Professional >= 0)
                {
                    o.Raw(",\"participant\":[{\"individual\":"u8);
                    Practitioner(world, o, link);
                    o.Raw("}]"u8);
                }
                Period(o.Raw(",\"period\":"u8), link);
                Unit(world, o.Raw(",\"serviceProvider\":"u8), link);
                break;
            case "Appointment":
                o.Raw("\"status\":\"booked\",\"start\":\""u8).Utc(link.From, false).Raw("\",\"end\":\""u8).Utc(link.To, false).Raw("\",\"participant\":[{\"actor\":"u8);
                Patient(world, o, link);
                o.Raw(",\"status\":\"accepted\"},{\"actor\":"u8);
                Practitioner(world, o, link);
                o.Raw(",\"status\":\"accepted\"},{\"actor\":"u8);
                Unit(world, o, link);
                o.Raw(",\"status\":\"accepted\"}]"u8);
                break;
            case "CareTeam":
                o.Raw("\"status\":\"active\",\"subject\":"u8);
                Patient(world, o, link);
                Period(o.Raw(",\"period\":"u8), link);
                Practitioner(world, o.Raw(",\"participant\":[{\"member\":"u8), link);
                Unit(world, o.Raw("}],\"managingOrganization\":["u8), link);
                o.Raw("]"u8);
                break;
            default:
                o.Raw("\"status\":\"active\",\"intent\":\"order\",\"subject\":"u8);
                Patient(world, o, link);
                Period(o.Raw(",\"occurrencePeriod\":"u8), link);
                o.Raw(",\"performer\":["u8);
                if (link.Professional >= 0)
                {
                    Practitioner(world, o, link);
                    o.Raw(","u8);
                }
                Unit(world, o, link);
                o.Raw("]"u8);
                break;
        }
    }

    private static void Patient(World world, Lines o, in CareLink link) =>
        o.Raw("{\"type\":\"Patient\",\"identifier\":{\"system\":\""u8).Text(world.Establishments[world.Patients.House[link.Patient]].IppSystem).Raw("\",\"value\":\""u8).Digits(world.Patients.Ipp[link.Patient], 9).Raw("\"}}"u8);

    private static void Practitioner(World world, Lines o, in CareLink link) =>
        o.Raw("{\"type\":\"Practitioner\",\"identifier\":{\"system\":\""u8).Text(Identifiers.Rpps).Raw("\",\"value\":\""u8).Text(world.Staff[link.Professional].Rpps).Raw("\"}}"u8);

    private static void Unit(World world, Lines o, in CareLink link) =>
        o.Raw("{\"type\":\"Organization\",\"identifier\":{\"system\":\"urn:oid:1.2.250.1.71.4.2.2\",\"value\":\""u8).Text(world.Establishments[link.Unit.Establishment].Finess).Raw("/"u8).Text(link.Unit.Code).Raw("\"},\"display\":\""u8).Text(link.Unit.Name).Raw("\"}"u8);

    private static void Period(Lines o, in CareLink link) => o.Raw("{\"start\":\""u8).Utc(link.From, false).Raw("\",\"end\":\""u8).Utc(link.To, false).Raw("\"}"u8);
}
