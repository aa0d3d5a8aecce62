using System.Text;
using Egide.Connectors.Files;

namespace Egide.Connectors.Tests.Files;

public class FramingTests
{
    [Theory]
    [InlineData("{\"a\":1}\n{\"b\":\"}\\\"{\"}\r\n\n{\"c\":[1]}", "{\"a\":1}|{\"b\":\"}\\\"{\"}|{\"c\":[1]}")]
    [InlineData("{\n \"a\": {\n \"b\": 1}\n}\n{\n\"c\":2\n}", "{\n \"a\": {\n \"b\": 1}\n}|{\n\"c\":2\n}")]
    [InlineData("[{\"a\":1}, {\"b\":[{}]}\n,{\"c\":\"]\"}]", "{\"a\":1}|{\"b\":[{}]}|{\"c\":\"]\"}")]
    [InlineData("[\n  {\"a\":1}\n]\n", "{\"a\":1}")]
    [InlineData("{\"resourceType\":\"Bundle\",\"entry\":[{\"fullUrl\":\"x\",\"resource\":{\"id\":\"1\"}},{\"resource\":{\"id\":\"2\"},\"search\":{}},{\"request\":{}}],\"total\":2}", "{\"id\":\"1\"}|{\"id\":\"2\"}")]
    [InlineData("{\n\"entry\" : [ {\"resource\" : {\"id\":\"1\"}} ], \"resourceType\":\"Bundle\"}", "{\"id\":\"1\"}")]
    [InlineData("{\"resourceType\":\"Bundle\",\"type\":\"searchset\"}", "")]
    [InlineData("{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"id\":\"1\"}}]}\n{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"id\":\"2\"}}]}", "{\"id\":\"1\"}|{\"id\":\"2\"}")]
    [InlineData("{\"resourceType\":\"List\",\"note\":\"Bundle\",\"entry2\":[1]}", "{\"resourceType\":\"List\",\"note\":\"Bundle\",\"entry2\":[1]}")]
    [InlineData("{\"resourceType\":\"AuditEvent\",\"x\":\"Bundle\",\"id\":\"1\"}\n{\"broken\n{\"id\":\"2\"}", "{\"resourceType\":\"AuditEvent\",\"x\":\"Bundle\",\"id\":\"1\"}|{\"broken|{\"id\":\"2\"}")]
    [InlineData("[{\"a\":\"unclosed\n},\n{\"b\":1},\n{\"c\":2}]", "{\"a\":\"unclosed|{\"b\":1}|{\"c\":2}")]
    [InlineData("{\"a\":1", "{\"a\":1")]
    public void Json(string text, string expected) => Assert.Equal(Split(expected), Records.Of(text));

    [Theory]
    [InlineData("<a><b x='>'/></a>", "<a><b x='>'/></a>")]
    [InlineData("<?xml version=\"1.0\"?>\n<a/>\n<?xml version=\"1.0\"?><!-- <a> --><a><![CDATA[</a>]]></a>", "<?xml version=\"1.0\"?>\n<a/>|<?xml version=\"1.0\"?><!-- <a> --><a><![CDATA[</a>]]></a>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x \"y>\">]>\n<a>&x;</a>", "<!DOCTYPE a [<!ENTITY x \"y>\">]>\n<a>&x;</a>")]
    [InlineData("<Bundle xmlns='http://hl7.org/fhir'><type value='x'/><entry><fullUrl value='u'/><resource><AuditEvent><id value='1'/></AuditEvent></resource></entry><entry><resource>\n<Patient/></resource></entry></Bundle>", "<AuditEvent><id value='1'/></AuditEvent>|<Patient/>")]
    [InlineData("<Log><AuditMessage>1</AuditMessage>\n<AuditMessage>2</AuditMessage></Log>", "<AuditMessage>1</AuditMessage>|<AuditMessage>2</AuditMessage>")]
    [InlineData("<a><b></a>", "<a><b></a>")]
    public void Xml(string text, string expected) => Assert.Equal(Split(expected), Records.Of(text));

    [Theory]
    [InlineData("<85>1 - h a p m - one\n<85>1 - h a p m - two\n", "<85>1 - h a p m - one|<85>1 - h a p m - two")]
    [InlineData("<85>1 - h a p m - <A\n  x='1'>\n</A>\n<85>1 - h a p m - two", "<85>1 - h a p m - <A\n  x='1'>\n</A>|<85>1 - h a p m - two")]
    [InlineData("12 <85>1 line\n313 <85>1 line\n45", "12 <85>1 line\n3|13 <85>1 line\n45")]
    [InlineData("13 <85>1 line123\n12 <85>1 line12", "13 <85>1 line123|12 <85>1 line12")]
    [InlineData("9 <85>1 é-line\n9 <85>1 two", "9 <85>1 é-line|9 <85>1 two")]
    [InlineData("<34>Oct 11 22:14:15 h su: x\n{\"a\":1}\n<34>Oct 11 22:14:16 h su: y", "<34>Oct 11 22:14:15 h su: x|{\"a\":1}|<34>Oct 11 22:14:16 h su: y")]
    public void Syslog(string text, string expected) => Assert.Equal(Split(expected), Records.Of(text));

    [Theory]
    [InlineData("[notice] a\r\n\r\n  [warn] b\n", "[notice] a|[warn] b")]
    [InlineData("\uFEFFDATE;LOGIN\n1;\"a\nb\"\n2;c\"d\n", "DATE;LOGIN|1;\"a\nb\"|2;c\"d")]
    [InlineData("a line\0\0\0\n\0\0", "a line")]
    public void Text(string text, string expected) => Assert.Equal(Split(expected), Records.Of(text));

    [Fact]
    public void DepthCostsNothing()
    {
        var deep = new string('[', 300_000) + new string(']', 300_000);
        Assert.Equal(["{\"a\":" + deep + "}", "{}"], Records.Of("[{\"a\":" + deep + "},{}]"));
        var elements = string.Concat(Enumerable.Repeat("<a>", 100_000)) + string.Concat(Enumerable.Repeat("</a>", 100_000));
        Assert.Equal([elements, "<b/>"], Records.Of(elements + "<b/>"));
    }

    [Fact]
    public void InvalidUtf8IsKept()
    {
        using var reader = Records.Reader([(byte)'{', 0xFF, (byte)'}', (byte)'\n', 0xC3, 0x28]);
        using var block = new RecordBlock();
        Assert.True(reader.ReadBlock(block));
        Assert.Equal([(byte)'{', 0xFF, (byte)'}'], block.Record(0).ToArray());
    }

    [Fact]
    public void Utf16IsReadAndSaid()
    {
        var problems = new List<IntakeProblem>();
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("{\"é\":1}\r\n{\"b\":2}\r\n")];
        Assert.Equal(["{\"é\":1}", "{\"b\":2}"], Records.Of(bytes, problems: problems));
        Assert.Equal(ProblemCode.Transcoded, Assert.Single(problems).Code);
        Assert.Equal(["{\"b\":2222222}"], Records.Of(Encoding.BigEndianUnicode.GetBytes("{\"b\":2222222}")));
    }

    [Fact]
    public void OffsetsAreThoseOfTheFile()
    {
        var bytes = Encoding.UTF8.GetBytes("\uFEFF{\"a\":1}\r\n\n  {\"b\":2}");
        using var reader = Records.Reader(bytes);
        using var block = new RecordBlock();
        Assert.True(reader.ReadBlock(block));
        Assert.Equal([3L, 15L], Enumerable.Range(0, block.Count).Select(i => block[i].Offset));
    }

    [Fact]
    public void ATooLargeRecordIsCutAndTheRestIsRead()
    {
        var limits = new IntakeLimits { Block = 64, Record = 1024, KeptOfTooLarge = 16 };
        var large = "{\"a\":\"" + new string('x', 5000) + "\"}";
        foreach (var (text, expected) in new[]
        {
            ($"{{\"a\":1}}\n{large}\n{{\"b\":2}}", 3), ($"[{{\"a\":1}},{large},{{\"b\":2}}]", 3),
            ($"<AuditMessage>{large}</AuditMessage><AuditMessage>b</AuditMessage>", 2), ($"<1>1 a\n<1>1 {large}\n<1>1 b", 3), ($"a\n{large}\nb", 3),
        })
        {
            var problems = new List<IntakeProblem>();
            var records = Records.Of(Encoding.UTF8.GetBytes(text), limits, problems: problems);
            Assert.Equal(expected, records.Count);
            Assert.Equal(ProblemCode.RecordTooLarge, Assert.Single(problems).Code);
            Assert.Equal(16, records[^2].Length);
            Assert.Contains('b', records[^1]);
        }
    }

    [Fact]
    public void WhatIsNoTextIsOneRecord()
    {
        using var reader = Records.Reader([0x89, (byte)'P', 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 1, 2]);
        using var block = new RecordBlock();
        Assert.True(reader.ReadBlock(block));
        Assert.Equal(RecordNote.Binary, block[0].Note);
        Assert.False(reader.ReadBlock(block));
    }

    private static string[] Split(string expected) => expected.Length == 0 ? [] : expected.Split('|');
}
