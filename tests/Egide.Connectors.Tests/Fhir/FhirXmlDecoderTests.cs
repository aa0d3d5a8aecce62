using System.Text;
using Egide.Observe;

namespace Egide.Connectors.Fhir;

public class FhirXmlDecoderTests
{
    private readonly FhirXmlDecoder _decoder = new();
    private readonly AuditEvent _audit = new();

    [Fact]
    public void PrefixesOrderAndNarrativesDoNotMatter()
    {
        Assert.Equal(DecodingKind.Event, Decode("""
            <?xml version="1.0"?><!-- c --><f:AuditEvent xmlns:f="http://hl7.org/fhir"><f:text><div xmlns="http://www.w3.org/1999/xhtml"><p>a<br/>b &amp; c</p></div></f:text>
            <f:entity><f:what><f:reference value="Patient/1"/></f:what><f:name value="L&#233;a &lt;x&gt;"/></f:entity>
            <f:agent><f:requestor value="true"/><f:name value='d&apos;Arc'><f:extension url="u"><f:valueString value="v"/></f:extension></f:name></f:agent>
            <f:recorded value="2025-09-08T10:00:00Z"/></f:AuditEvent>
            """).Kind);
        Assert.Equal(("Patient/1", "Léa <x>"), (_audit.Entities[0].Reference, _audit.Entities[0].Name));
        Assert.Equal((true, "d'Arc"), (_audit.Agents[0].Requestor, _audit.Agents[0].Name));
        Assert.Equal(DateTimeOffset.Parse("2025-09-08T10:00:00Z"), _audit.Declared);
    }

    [Fact]
    public void LatinOneIsRead()
    {
        var record = Encoding.Latin1.GetBytes("<?xml version='1.0' encoding='ISO-8859-1'?><AuditEvent xmlns=\"http://hl7.org/fhir\"><agent><name value=\"Léa\"/></agent></AuditEvent>");
        Assert.Equal(DecodingKind.Event, _decoder.Decode(record, _audit).Kind);
        Assert.Equal("Léa", _audit.Agents[0].Name);
    }

    [Fact]
    public void Utf16IsRead()
    {
        var text = "<AuditEvent xmlns=\"http://hl7.org/fhir\"><agent><name value=\"Léa\"/></agent></AuditEvent>";
        Assert.Equal(DecodingKind.Event, _decoder.Decode([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)], _audit).Kind);
        Assert.Equal("Léa", _audit.Agents[0].Name);
    }

    [Theory]
    [InlineData("<!DOCTYPE AuditEvent [<!ENTITY e 'x'>]><AuditEvent/>", "DTD")]
    [InlineData("<AuditEvent><id value='1'/>", "ends before")]
    [InlineData("<AuditEvent><id value='1'></AuditEvent>", "does not match")]
    [InlineData("<AuditEvent><id value=1/></AuditEvent>", "not quoted")]
    [InlineData("<AuditEvent/><AuditEvent/>", "bytes follow")]
    public void UnreadableOnesSayWhy(string record, string reason)
    {
        var decoding = Decode(record);
        Assert.Equal(DecodingKind.Broken, decoding.Kind);
        Assert.Contains(reason, decoding.Reason);
        Assert.Equal(RecordFormat.Unknown, _audit.Format);
    }

    [Fact]
    public void DeepNestingIsBroken() =>
        Assert.Equal(DecodingKind.Broken, Decode("<AuditEvent>" + string.Concat(Enumerable.Repeat("<a>", 100_000))).Kind);

    [Theory]
    [InlineData("{}")]
    [InlineData("<html/>")]
    [InlineData("<AuditMessage/>")]
    [InlineData("<!DOCTYPE html><html/>")]
    public void OthersAreNotMine(string record) => Assert.Equal(Decoding.NotMine, Decode(record));

    [Fact]
    public void OtherResourcesAreNamed() => Assert.Equal(Decoding.Other("Patient"), Decode("<Patient xmlns='http://hl7.org/fhir'/>"));

    // Found by fuzzing: a prefix with nothing after it.
    [Fact]
    public void ANamelessResourceStillHasAReason() =>
        Assert.Equal(Decoding.Other("resource of unknown type"), Decode("<f: xmlns='http://hl7.org/fhir'/>"));

    private Decoding Decode(string record)
    {
        _audit.Clear();
        return _decoder.Decode(Encoding.UTF8.GetBytes(record), _audit);
    }
}
