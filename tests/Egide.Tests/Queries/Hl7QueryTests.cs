using Egide.Observe.Queries;

namespace Egide.Queries;

public class Hl7QueryTests
{
    [Fact]
    public void PdqNamesItsFields()
    {
        var query = QueryDecoder.Decode("MSH|^~\\&|a|b|c|d|2025||QBP^Q22|1|P|2.5\rQPD|IHE PDQ Query^x|Q1|@PID.5.1^O\\T\\NEIL~@PID.7^19610412|||||^^^CHU\rRCP|I|10^RD\r");
        Assert.Equal((QueryKind.Hl7V2Qpd, "IHE PDQ Query", "O&NEIL", "19610412", 10),
            (query.Kind, query.Operation, query["PID.5.1"], query["PID.7"], query.Count));
        Assert.Empty(query.PatientIdentifiers);
    }

    [Fact]
    public void PdqByNumberIsAKey()
    {
        var query = QueryDecoder.Decode("QPD|IHE PDQ Query|Q1|@PID.3.1^007~@PID.3.4.2^1.2.3");
        Assert.Equal([("urn:oid:1.2.3", "007")], query.PatientIdentifiers);
    }

    [Fact]
    public void PixByNumberIsAKey()
    {
        var query = QueryDecoder.Decode("MSH|^~\\&|a|b\rQPD|IHE PIX Query|594a|76cc^^^&1.3.6.1.4.1.21367.2005.3.7&ISO^PI|^^^ECID&ECID&ISO^PI\rRCP|I");
        Assert.Equal([("urn:oid:1.3.6.1.4.1.21367.2005.3.7", "76cc")], query.PatientIdentifiers);
    }

    [Theory]
    [InlineData("ITI-47", QueryKind.PdqV3)]
    [InlineData("ITI-55", QueryKind.XcpdV3)]
    [InlineData(null, QueryKind.PdqV3)]
    public void DemographicsOfVersion3(string? transaction, QueryKind kind)
    {
        var query = QueryDecoder.Decode("""
            <v:PRPA_IN201305UV02 xmlns:v="urn:hl7-org:v3"><v:controlActProcess><v:queryByParameter><v:initialQuantity value="25"/><v:parameterList>
            <v:livingSubjectAdministrativeGender><v:value code="F"/></v:livingSubjectAdministrativeGender>
            <v:livingSubjectBirthTime><v:value value="19610412"/></v:livingSubjectBirthTime>
            <v:livingSubjectId><v:value root="1.2.3" extension="007"/></v:livingSubjectId>
            <v:livingSubjectName><v:value><v:given>Léa</v:given><v:family>MARTIN</v:family></v:value><v:semanticsText>LivingSubject.name</v:semanticsText></v:livingSubjectName>
            </v:parameterList></v:queryByParameter></v:controlActProcess></v:PRPA_IN201305UV02>
            """, transaction);
        Assert.Equal((kind, 25, "F", "19610412", "MARTIN"), (query.Kind, query.Count, query["livingSubjectAdministrativeGender"],
            query["livingSubjectBirthTime"], query["livingSubjectName.family"]));
        Assert.Equal([("urn:oid:1.2.3", "007")], query.PatientIdentifiers);
    }

    [Fact]
    public void StoredQueryListsAlternatives()
    {
        var query = QueryDecoder.Decode("""
            <AdhocQueryRequest maxResults="5"><AdhocQuery id="urn:uuid:1"><Slot name="$XDSDocumentEntryPatientId"><ValueList>
            <Value>'7^^^&amp;1.2.3&amp;ISO'</Value></ValueList></Slot><Slot name="$XDSDocumentEntryStatus"><ValueList><Value>('a','b''c')</Value></ValueList></Slot>
            </AdhocQuery></AdhocQueryRequest>
            """);
        Assert.Equal((QueryKind.AdhocQuery, "urn:uuid:1", 5), (query.Kind, query.Operation, query.Count));
        Assert.Equal(["a", "b'c"], query.Parameters.Where(p => p.Name == "$XDSDocumentEntryStatus").Select(p => p.Value));
        Assert.Equal([("urn:oid:1.2.3", "7")], query.PatientIdentifiers);
    }
}
