namespace Egide.Simulator;

/// <summary>Audit messages of DICOM PS3.15 A.5 in RFC 5424 frames, by the record systems and by the regional registry that answers them.</summary>
internal sealed class DicomTrail(World world)
{
    private readonly Lines _xml = new(), _query = new();

    public void Write(Lines o, in Act act, bool counted, bool mark)
    {
        var house = act.Session.Owner.Home;
        var twin = act.Kind is RecordKind.DicomQueryTwin or RecordKind.DicomStoredTwin or RecordKind.DicomRetrieveTwin;
        _xml.Clear();
        _xml.Raw("<85>1 "u8).Utc(act.Ms + 2).Raw(" "u8).Text(twin ? "registre.sante-regions.example" : "dpi." + house.Host).Raw(twin ? " REGISTRE"u8 : " DPI"u8)
            .Raw(" "u8).Number(twin ? 311 : 2040 + house.Index).Raw(" IHE+RFC-3881 - "u8);
        if (mark)
            _xml.Raw("\uFEFF"u8);
        _xml.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?><AuditMessage>"u8);
        Message(act, house, twin);
        _xml.Raw("</AuditMessage>"u8);
        if (counted)
            o.Number(_xml.Length).Raw(" "u8).Raw(_xml.Written);
        else
            o.Raw(_xml.Written).Raw("\n"u8);
    }

    private void Message(in Act act, Establishment house, bool twin)
    {
        var (action, code, name, type, typeName) = act.Kind switch
        {
            RecordKind.DicomLogin => ("E", "110114", "User Authentication", "110122", "Login"),
            RecordKind.DicomLogout => ("E", "110114", "User Authentication", "110123", "Logout"),
            RecordKind.DicomRead => ("R", "110110", "Patient Record", "", ""),
            RecordKind.DicomQuery or RecordKind.DicomQueryTwin when act.Extra == 1 => ("E", "110112", "Query", "ITI-21", "Patient Demographics Query"),
            RecordKind.DicomQuery or RecordKind.DicomQueryTwin => ("E", "110112", "Query", "ITI-47", "Patient Demographics Query"),
            RecordKind.DicomStored or RecordKind.DicomStoredTwin => ("E", "110112", "Query", "ITI-18", "Registry Stored Query"),
            RecordKind.DicomRetrieve => ("C", "110107", "Import", "ITI-43", "Retrieve Document Set"),
            _ => ("R", "110106", "Export", "ITI-43", "Retrieve Document Set"),
        };
        _xml.Raw("<EventIdentification EventActionCode=\""u8).Text(action).Raw("\" EventDateTime=\""u8).Utc(act.Ms).Raw("\" EventOutcomeIndicator=\"0\"><EventID csd-code=\""u8).Text(code)
            .Raw("\" codeSystemName=\"DCM\" originalText=\""u8).Text(name).Raw("\"/>"u8);
        if (type.Length > 0)
            _xml.Raw("<EventTypeCode csd-code=\""u8).Text(type).Raw(type[0] == 'I' ? "\" codeSystemName=\"IHE Transactions\" originalText=\""u8 : "\" codeSystemName=\"DCM\" originalText=\""u8).Text(typeName).Raw("\"/>"u8);
        _xml.Raw("</EventIdentification>"u8);
        Participants(act, house, twin);
        if (act.Patient >= 0)
            Objects(act, type);
    }

    private void Participants(in Act act, Establishment house, bool twin)
    {
        var s = act.Session;
        if (!twin)
            _xml.Raw("<ActiveParticipant UserID=\""u8).Text(s.Account.Username).Raw("\" AlternativeUserID=\""u8).Text(s.Owner.Rpps).Raw("\" UserName=\""u8).Text(s.Owner.Given).Raw(" "u8).Text(s.Owner.Family)
                .Raw("\" UserIsRequestor=\"true\" NetworkAccessPointID=\""u8).Text(s.Address).Raw("\" NetworkAccessPointTypeCode=\"2\"/>"u8);
        _xml.Raw("<ActiveParticipant UserID=\"https://dpi."u8).Text(house.Host).Raw("/ihe\" AlternativeUserID=\""u8).Number(2040 + house.Index).Raw("\" UserIsRequestor=\""u8)
            .Raw(twin ? "true"u8 : "false"u8).Raw("\" NetworkAccessPointID=\"10."u8).Number(20 + house.Index).Raw(".250.10\" NetworkAccessPointTypeCode=\"2\"><RoleIDCode csd-code=\"110153\" codeSystemName=\"DCM\" originalText=\"Source Role ID\"/></ActiveParticipant>"u8);
        if (act.Kind is RecordKind.DicomQuery or RecordKind.DicomStored or RecordKind.DicomRetrieve || twin)
            _xml.Raw("<ActiveParticipant UserID=\"https://registre.sante-regions.example/ihe\" UserIsRequestor=\"false\" NetworkAccessPointID=\"registre.sante-regions.example\" NetworkAccessPointTypeCode=\"1\"><RoleIDCode csd-code=\"110152\" codeSystemName=\"DCM\" originalText=\"Destination Role ID\"/></ActiveParticipant>"u8);
        _xml.Raw("<AuditSourceIdentification AuditEnterpriseSiteID=\""u8).Text(twin ? "sante-regions.example" : house.Finess).Raw("\" AuditSourceID=\""u8).Text(twin ? "REGISTRE-REGIONAL" : "DPI-" + house.Domain)
            .Raw("\"><AuditSourceTypeCode csd-code=\"4\" codeSystemName=\"DCM\" originalText=\"Application Server Process or Thread\"/></AuditSourceIdentification>"u8);
    }

    private void Objects(in Act act, string type)
    {
        var p = world.Patients;
        var oid = world.Establishments[p.House[act.Patient]].IppOid;
        // A demographic question names nobody: that is its nature.
        if (type is not ("ITI-47" or "ITI-21"))
            _xml.Raw("<ParticipantObjectIdentification ParticipantObjectID=\""u8).Digits(p.Ipp[act.Patient], 9).Raw("^^^&amp;"u8).Text(oid)
                .Raw("&amp;ISO^PI\" ParticipantObjectTypeCode=\"1\" ParticipantObjectTypeCodeRole=\"1\"><ParticipantObjectIDTypeCode csd-code=\"2\" codeSystemName=\"RFC-3881\" originalText=\"Patient Number\"/></ParticipantObjectIdentification>"u8);
        if (type == "ITI-43")
            _xml.Raw("<ParticipantObjectIdentification ParticipantObjectID=\"1.2.250.1.999.7."u8).Number(p.Record[act.Patient] + 1).Raw("."u8).Number(act.Extra + 1)
                .Raw("\" ParticipantObjectTypeCode=\"2\" ParticipantObjectTypeCodeRole=\"3\"><ParticipantObjectIDTypeCode csd-code=\"9\" codeSystemName=\"RFC-3881\" originalText=\"Report Number\"/><ParticipantObjectDetail type=\"Repository Unique Id\" value=\"MS4yLjI1MC4xLjk5OS43\"/></ParticipantObjectIdentification>"u8);
        else if (type.Length > 0)
        {
            _query.Clear();
            Question(act, type, oid);
            _xml.Raw("<ParticipantObjectIdentification ParticipantObjectID=\""u8).Uuid(act.Id).Raw("\" ParticipantObjectTypeCode=\"2\" ParticipantObjectTypeCodeRole=\"24\"><ParticipantObjectIDTypeCode csd-code=\""u8).Text(type)
                .Raw("\" codeSystemName=\"IHE Transactions\" originalText=\""u8).Raw(type == "ITI-18" ? "Registry Stored Query"u8 : "Patient Demographics Query"u8)
                .Raw("\"/><ParticipantObjectQuery>"u8).Base64(_query.Written).Raw("</ParticipantObjectQuery></ParticipantObjectIdentification>"u8);
        }
    }

    private void Question(in Act act, string type, string oid)
    {
        var born = world.Patients.BirthDate(act.Patient);
        var family = world.Search.FoldedFamily(act.Patient);
        if (type == "ITI-21")
            _query.Raw("MSH|^~\\&|DPI|"u8).Text(act.Session.Owner.Home.Finess).Raw("|REGISTRE|REGION|"u8).Digits(born.Year, 4).Raw("||QBP^Q22^QBP_Q21|"u8).Uuid(act.Id).Raw("|P|2.5\rQPD|IHE PDQ Query|"u8).Uuid(act.Id)
                .Raw("|@PID.5.1.1^"u8).Text(family).Raw("~@PID.7^"u8).Digits(born.Year, 4).Digits(born.Month, 2).Digits(born.Day, 2).Raw("\rRCP|I|20^RD\r"u8);
        else if (type == "ITI-47")
            _query.Raw("<queryByParameter xmlns=\"urn:hl7-org:v3\"><queryId root=\"1.2.250.1.999.9\" extension=\""u8).Hex(act.Id, 12).Raw("\"/><statusCode code=\"new\"/><responseModalityCode code=\"R\"/><responsePriorityCode code=\"I\"/><initialQuantity value=\"20\"/><parameterList><livingSubjectBirthTime><value value=\""u8)
                .Digits(born.Year, 4).Digits(born.Month, 2).Digits(born.Day, 2).Raw("\"/><semanticsText>LivingSubject.birthTime</semanticsText></livingSubjectBirthTime><livingSubjectName><value use=\"SRCH\"><family>"u8).Xml(family)
                .Raw("</family></value><semanticsText>LivingSubject.name</semanticsText></livingSubjectName></parameterList></queryByParameter>"u8);
        else
            _query.Raw("<query:AdhocQueryRequest xmlns:query=\"urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0\" xmlns:rim=\"urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0\"><query:ResponseOption returnComposedObjects=\"true\" returnType=\"LeafClass\"/><rim:AdhocQuery id=\"urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d\"><rim:Slot name=\"$XDSDocumentEntryPatientId\"><rim:ValueList><rim:Value>'"u8)
                .Digits(world.Patients.Ipp[act.Patient], 9).Raw("^^^&amp;"u8).Text(oid).Raw("&amp;ISO'</rim:Value></rim:ValueList></rim:Slot><rim:Slot name=\"$XDSDocumentEntryStatus\"><rim:ValueList><rim:Value>('urn:oasis:names:tc:ebxml-regrep:StatusType:Approved')</rim:Value></rim:ValueList></rim:Slot></rim:AdhocQuery></query:AdhocQueryRequest>"u8);
    }
}
