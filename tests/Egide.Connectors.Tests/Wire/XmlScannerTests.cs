using System.Text;
using System.Xml;
using CsCheck;
using Egide.Connectors.Fuzz;

namespace Egide.Connectors.Wire;

/// <summary>The scanner against the framework's reader: whatever that accepts is read alike.</summary>
public class XmlScannerTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        OneOf("a", "é😀", " ", "\r\n", "\r", "\t", "&amp;", "&lt;&gt;", "&quot;&apos;", "&#233;", "&#x1F600;", "&#10;", "]]", "/", "="),
        Gen.String[Gen.Char['a', 'z'], 0, 5]).Array[0, 4].Select(parts => string.Concat(parts));

    private static readonly Gen<string> Name = OneOf("a", "b-c", "d.e", "é", "_f1", "longer-name");

    private static readonly Gen<string> Attributes = Gen.Select(Name, Text, Gen.Bool, (name, value, single) => (name, value, single)).Array[0, 4]
        .Select(all => string.Concat(all.DistinctBy(x => x.name).Select(x => x.single ? $" {x.name} = '{x.value}'" : $"\n{x.name}=\"{x.value}\"")));

    private static readonly Gen<string> Element = Gen.Recursive<string>((depth, inner) => Gen.Select(Name, Attributes, Content(depth > 3 ? Gen.Const("") : inner), (name, attributes, content) =>
        content.Length == 0 ? $"<{name}{attributes}/>" : $"<{name}{attributes} >{content}</{name}\t>"));

    [Fact]
    public void ReadsWellFormedDocumentsAlike() => Element.Select(Text, (element, _) => "<?xml version='1.0'?><!-- x --> \n" + element + "\n<?pi x?>").Sample(document =>
    {
        var bytes = Encoding.UTF8.GetBytes(document);
        Assert.Equal(Framework(bytes), Scanned(bytes));
    }, iter: 5000, threads: 1);

    [Fact]
    public void ReadsMutantsAlikeWhenTheFrameworkAcceptsThem()
    {
        int accepted = 0, tried = 0;
        var seeds = Seeds.All.Where(s => s.Length > 0 && s[0] == '<' && Framework(s) is not null).ToList();
        Mutation.Of(seeds).Sample(record =>
        {
            tried++;
            if (Framework(record) is not { } expected || DeeperThanTheScannerGoes(expected)) return;
            accepted++;
            Assert.Equal(expected, Scanned(record));
        }, time: 3, threads: 1);
        Assert.True(accepted > tried / 200, $"only {accepted} of {tried} mutants were well formed");
    }

    [Theory]
    [InlineData("<a>x<!-->y--><b/>z<!-- - -->w</a>")]
    public void ReadsAlikeWhatOnceWasNot(string document) => Assert.Equal(Framework(Encoding.UTF8.GetBytes(document)), Scanned(Encoding.UTF8.GetBytes(document)));

    [Theory]
    [InlineData("<a></b>")]
    [InlineData("<a")]
    [InlineData("<a b>")]
    [InlineData("<a b='<'/>")]
    [InlineData("<a><![CDATA[</a>")]
    [InlineData("<a/>x")]
    [InlineData("x<a/>")]
    [InlineData("<a/><b/>")]
    [InlineData("</a>")]
    [InlineData("")]
    [InlineData("<")]
    [InlineData("<!ELEMENT a>")]
    public void StopsWithAFault(string document) => Assert.StartsWith("fault", Scanned(Encoding.UTF8.GetBytes(document)));

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static Gen<string> Content(Gen<string> inner) => Gen.OneOf(Text, inner,
        OneOf("<!-- - -->", "<![CDATA[<&amp;\r\n]]>", "<?pi?>", "<![CDATA[]]>")).Array[0, 4].Select(parts => string.Concat(parts));

    private static bool DeeperThanTheScannerGoes(string events) => events.Split('\n').Aggregate((Depth: 0, Max: 0), (d, line) =>
        line.StartsWith("start", StringComparison.Ordinal) ? (d.Depth + 1, Math.Max(d.Max, d.Depth + 1)) : line == "end" ? (d.Depth - 1, d.Max) : d).Max >= XmlScanner.MaxDepth;

    private static string Scanned(byte[] utf8)
    {
        var xml = new XmlScanner(utf8, new Utf8Scratch());
        var events = new StringBuilder();
        var text = new StringBuilder();
        while (xml.Read())
        {
            if (xml.Token == XmlToken.Text)
            {
                text.Append(Encoding.UTF8.GetString(xml.TextValue()));
                continue;
            }

            Flush(events, text);
            events.Append(xml.Token == XmlToken.End ? "end" : "start " + Encoding.UTF8.GetString(xml.Name));
            if (xml.Token == XmlToken.Start)
            {
                while (xml.ReadAttribute())
                    if (!xml.Name.StartsWith("xmlns"u8)) events.Append(" [").Append(Escape(Encoding.UTF8.GetString(xml.Name) + "=" + Encoding.UTF8.GetString(xml.AttributeValue()))).Append(']');
            }

            events.Append('\n');
        }

        return xml.Fault is null ? events.ToString() : "fault " + xml.Fault;
    }

    private static string? Framework(byte[] utf8)
    {
        try
        {
            var text = new UTF8Encoding(false, true).GetString(utf8);
            if (text.Contains("encoding", StringComparison.Ordinal) && !text.Contains("utf-8", StringComparison.OrdinalIgnoreCase)) return null;
            using var xml = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            var events = new StringBuilder();
            var run = new StringBuilder();
            while (xml.Read())
            {
                if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace && xml.Depth > 0) run.Append(xml.Value);
                if (xml.NodeType is not (XmlNodeType.Element or XmlNodeType.EndElement)) continue;
                Flush(events, run);
                events.Append(xml.NodeType == XmlNodeType.Element ? "start " + xml.LocalName : "end");
                var empty = xml.IsEmptyElement;
                while (xml.MoveToNextAttribute())
                    if (!xml.Name.StartsWith("xmlns", StringComparison.Ordinal)) events.Append(" [").Append(Escape(xml.Name + "=" + xml.Value)).Append(']');
                events.Append(empty ? "\nend\n" : "\n");
            }

            return events.ToString();
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            return null;
        }
    }

    private static void Flush(StringBuilder events, StringBuilder text)
    {
        if (text.Length > 0) events.Append("text ").Append(Escape(text.ToString())).Append('\n');
        text.Clear();
    }

    private static string Escape(string text) => text.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
