using System.Text;
using Egide.Connectors.Files;
using Egide.Connectors.Mapped;
using Egide.Connectors.Tests.Files;
using Egide.Observe;

namespace Egide.Connectors.Tests.Mapped;

public class MappedTests
{
    private const string Csv = """
        # the ward's application
        format: csv
        match: {header: [DATE, IPP]}
        timezone: Europe/Paris
        time_format: dd/MM/yyyy HH:mm:ss
        patient_system: 1.2.3.4
        idp: chu
        source: dpi
        columns: {occurred: DATE, account: LOGIN, patient: IPP, action: ACTE, category: ECRAN, address: POSTE, count: NB, query: RECHERCHE}
        values:
          ECRAN: {Identité: [identity.name, identity.birth], Labo: care.result}
          ACTE: {AFF: read, RECH: search}
        """;

    [Fact]
    public void ACsvIsReadByTheMappingThatFitsItsHeader()
    {
        var events = Read("NB;DATE;LOGIN;IPP;ACTE;ECRAN;POSTE;X;RECHERCHE\n;12/07/2026 10:00:00;mdupont;123;AFF;Identité;PC-1;\"a\n\"\"b\"\";\";\n7;12/01/2026 10:00:00;mdupont;;RECH;;10.0.0.1;;DUP*\n;hier;m;1;AFF;Labo;;;\n", Csv);
        Assert.Equal(["Other CSV header", "Event ", "Event ", "Broken the time is not in the mapping's format"], events.Select(e => $"{e.Decoding.Kind} {e.Decoding.Reason}"));
        var first = events[1].Event;
        Assert.Equal(DateTimeOffset.Parse("2026-07-12T10:00:00+02:00"), first.Occurred);
        Assert.Equal((EventKind.Read, 'R', "AFF", "dpi", "chu"), (first.Kind, first.Action, first.Code, first.SourceId, first.IdentityProvider));
        Assert.Equal(("mdupont", "PC-1", "1"), (first.Agents[0].UserId, first.Agents[0].NetworkAddress, first.Agents[0].NetworkType));
        Assert.Equal(("1.2.3.4", "123"), (first.Entities[0].System, first.Entities[0].Identifier));
        Assert.Equal(["identity.name", "identity.birth"], first.Entities[0].Details.Select(d => d.Value));
        var second = events[2].Event;
        Assert.Equal((EventKind.Search, 7, "DUP*", "24"), (second.Kind, second.ResultCount, second.Entities[0].Query, second.Entities[0].Role));
        Assert.Equal(DateTimeOffset.Parse("2026-01-12T10:00:00+01:00"), second.Occurred);
    }

    [Fact]
    public void ATableOfAWindowsProgramKeepsItsLetters()
    {
        const string yaml = "format: csv\nmatch: {header: [Prénom, DATE]}\ncolumns: {occurred: DATE, account: LOGIN, category: Prénom}\nvalues:\n  Prénom: {Étage: care.result}\n";
        var windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        var read = Read(windows.GetBytes("DATE;LOGIN;Prénom\n2026-07-12T10:00:00Z;Œuvrard-Été€;Étage\n"), yaml)[1];
        Assert.Equal((DecodingKind.Event, "Œuvrard-Été€"), (read.Decoding.Kind, read.Event.Agents[0].UserId));
        Assert.Equal("care.result", read.Event.Entities[0].Details[0].Value);
        Assert.Equal("Œuvrard-Été€", Read("DATE;LOGIN;Prénom\n2026-07-12T10:00:00Z;Œuvrard-Été€;Étage\n", yaml)[1].Event.Agents[0].UserId);
    }

    [Fact]
    public void NdjsonIsReadByItsKeys()
    {
        var events = Read("{\"ts\":\"2026-07-12T10:00:00Z\",\"who\":{\"login\":\"m\"},\"ipp\":\"9\",\"act\":\"consultation\"}\n{\"other\":1}", "format: ndjson\nmatch: {key: ipp}\ncolumns: {occurred: ts, account: who.login, patient: ipp, action: act}\n");
        Assert.Equal((DecodingKind.Event, EventKind.Read, "m"), (events[0].Decoding.Kind, events[0].Event.Kind, events[0].Event.Agents[0].Name));
        Assert.Equal(DecodingKind.NotMine, events[1].Decoding.Kind);
    }

    [Fact]
    public void AnotherHeaderIsNotMine() => Assert.All(Read("a,b\n1,2\n", Csv), e => Assert.Equal(DecodingKind.NotMine, e.Decoding.Kind));

    [Theory]
    [InlineData("format: csv\ncolumns: {occurred: A, patien: B}", "patien")]
    [InlineData("format: xml\ncolumns: {occurred: A}", "format")]
    [InlineData("format: csv\ncolumns: {account: A}", "occurred")]
    [InlineData("format: csv\ncolumns: {occurred: A\n", "line")]
    [InlineData("format: csv\ncolumns: [[[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]]]", "deep")]
    [InlineData("format: csv\ntimezone: Mars/Base\ncolumns: {occurred: A}", "Mars")]
    public void ABadMappingSaysWhy(string yaml, string word)
    {
        var problems = new List<IntakeProblem>();
        using var folder = new TemporaryFolder();
        folder.Write("m", Encoding.UTF8.GetBytes(yaml));
        foreach (var file in TrailFiles.Walk([folder.Path], problems.Add))
        {
            Assert.True(MappingFile.LooksLike(file.Head.Span));
            Assert.Null(MappingFile.Read(file, problems.Add));
        }

        Assert.Contains(word, Assert.Single(problems).Sentence.En, StringComparison.OrdinalIgnoreCase);
    }

    private static List<(Decoding Decoding, AuditEvent Event)> Read(string text, string yaml) => Read(Encoding.UTF8.GetBytes(text), yaml);

    private static List<(Decoding Decoding, AuditEvent Event)> Read(byte[] text, string yaml)
    {
        var recognition = new Recognition([new MappedDecoder([MappingFile.Read("m", yaml)])], null);
        using var reader = Records.Reader(text);
        using var block = new RecordBlock();
        var events = new List<(Decoding, AuditEvent)>();
        while (reader.ReadBlock(block))
        {
            for (var i = 0; i < block.Count; i++)
            {
                var into = new AuditEvent();
                events.Add((recognition.Decode(block, i, into), into));
            }
        }

        return events;
    }
}
