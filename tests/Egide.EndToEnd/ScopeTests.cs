using System.Text.Json.Nodes;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Egide.EndToEnd;

/// <summary>The extent after the investigation: asked about, confirmed, frozen, drawn up again, compared, told to a person.</summary>
public sealed class ScopeTests(Sample sample) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Result => _folder["out"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AFrozenExtentIsDrawnUpTheSameAgainUntilItIsTouched()
    {
        Copy();
        Assert.Equal(0, (await Scope("freeze", Result, "--key", _folder["key"], "--out", _folder["out", "frozen", "a"])).Code);
        var file = _folder["out", "frozen", "a", "extent.json"];
        var again = await Scope("reproduce", file, "--lang", "en");
        Assert.True(again.Code == 0 && again.Out.StartsWith("Equal", StringComparison.Ordinal), again.Out + again.Error);
        Assert.Equal(0, (await Invocation.Of("verify", Path.Combine(Result, "journal"))).Code);

        var statement = File.ReadAllText(file);
        Assert.DoesNotContain("MARTIN", statement, StringComparison.OrdinalIgnoreCase);
        var upper = JsonNode.Parse(statement)!["persons"]!["upper"]!.ToJsonString();
        File.WriteAllText(file, statement.Replace($"\"upper\": {upper}", "\"upper\": 3", StringComparison.Ordinal));
        var touched = await Scope("reproduce", file, "--lang", "en");
        Assert.Equal(1, touched.Code);
        Assert.Contains("the signature is not this text's", touched.Out, StringComparison.Ordinal);
        Assert.Contains("persons:", touched.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheCarersWordChangesTheExtentAndTheDifferenceIsTold()
    {
        Copy();
        var session = Intruder();
        Assert.Equal(0, (await Scope("freeze", Result, "--key", _folder["key"], "--out", _folder["out", "frozen", "a"])).Code);
        var said = await Scope("confirm", Result, "--session", session, "--by", "carer", "--who", "Dr Martin", "--how", "téléphone", "--key", _folder["key"], "--lang", "en");
        Assert.True(said.Code == 0 && said.Out.Contains("persons before", StringComparison.Ordinal), said.Out + said.Error);
        Assert.Equal(0, (await Scope("freeze", Result, "--key", _folder["key"], "--out", _folder["out", "frozen", "b"])).Code);
        var diff = await Scope("diff", _folder["out", "frozen", "a", "extent.json"], _folder["out", "frozen", "b", "extent.json"], "--lang", "en");
        Assert.Equal(1, diff.Code);
        Assert.Contains($"New word: session {session} was the professional's.", diff.Out, StringComparison.Ordinal);
        // Drawn up as of then, the first is still the same; and a new investigation keeps the word.
        Assert.Equal(0, (await Scope("reproduce", _folder["out", "frozen", "a", "extent.json"])).Code);
        var investigated = await Invocation.Of("investigate", sample.Region, "--out", Result, "--key", _folder["key"], "--lang", "en");
        Assert.True(investigated.Code == 1, investigated.Error);
        Assert.Equal("carer", Verdict(session));
        Assert.Equal(2, (await Scope("confirm", Result, "--session", "none", "--by", "carer", "--who", "x", "--how", "y")).Code);
    }

    [Fact]
    public async Task PersonsAreForTheirRecipientsOnly()
    {
        Copy();
        var keys = Certificate(_folder["dpo.pem"]);
        Assert.Equal(0, (await Scope("freeze", Result, "--key", _folder["key"], "--out", _folder["frozen"], "--to", _folder["dpo.pem"])).Code);
        var parser = new CmsEnvelopedDataParser(File.ReadAllBytes(_folder["frozen", "persons.parquet.p7m"]));
        var content = parser.GetRecipientInfos().GetRecipients().Single().GetContent(keys.Private);
        Assert.Equal("PAR1"u8, content.AsSpan(0, 4));
        Assert.Equal(["extent.json", "extent.note", "persons.parquet.p7m", "verifier.vkey"], Directory.GetFiles(_folder["frozen"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        File.WriteAllText(_folder["not.pem"], "nothing");
        Assert.Equal(2, (await Scope("freeze", Result, "--key", _folder["key"], "--to", _folder["not.pem"])).Code);
    }

    [Fact]
    public async Task APersonIsToldWhoSawHer()
    {
        Copy();
        var row = File.ReadLines(Path.Combine(Result, "exposure.csv")).Skip(1).First(l => l.Contains(",replayed,certain,", StringComparison.Ordinal)).Split(',');
        var told = await Scope("person", Result, $"{row[2]}|{row[3]}", "--json");
        Assert.True(told.Code == 0, told.Error);
        var accesses = JsonNode.Parse(told.Out)!["accesses"]!.AsArray();
        Assert.Contains(accesses, a => (string)a!["grade"]! == "replayed" && ((string)a["why"]!["en"]!).StartsWith("Someone else", StringComparison.Ordinal));
        var words = await Scope("person", Result, $"{row[2]}|{row[3]}", "--lang", "fr");
        Assert.Contains("Un tiers utilisait ce compte. Établi en rejouant la recherche.", words.Out, StringComparison.Ordinal);
        Assert.Equal(2, (await Scope("person", Result, "nobody")).Code);
    }

    [Fact]
    public async Task QuestionsAreThoseThatNarrow()
    {
        Copy();
        var asked = await Scope("ask", Result, "--json");
        Assert.True(asked.Code == 0, asked.Error);
        var questions = JsonNode.Parse(asked.Out)!["questions"]!.AsArray();
        var narrower = questions.Select(q => (double)q!["narrower"]!).ToList();
        Assert.Equal(narrower.OrderDescending(), narrower);
        Assert.All(narrower, n => Assert.True(n > 0));
    }

    [Fact]
    public async Task AnotherContextIsNotTheResults()
    {
        Copy();
        var patients = _folder["patients.csv"];
        File.WriteAllText(patients, "system,id,family\nurn:oid:9.9,1,DUPONT\n");
        var refused = await Scope("ask", Result, "--context", patients, "--lang", "en");
        Assert.Equal(2, refused.Code);
        Assert.Contains("not the result's", refused.Error, StringComparison.Ordinal);
    }

    private static Task<Invocation> Scope(params string[] arguments) => Invocation.Of(["scope", .. arguments]);

    private void Copy()
    {
        TemporaryFolder.Copy(sample.French, Result);
        File.Copy(Path.Combine(Path.GetDirectoryName(sample.French)!, "key-fr"), _folder["key"]);
    }

    private string Intruder() => File.ReadLines(Path.Combine(Result, "sessions.csv")).First(l => l.Contains(",intruder,", StringComparison.Ordinal)).Split(',')[2];

    private string Verdict(string session)
    {
        var cells = File.ReadLines(Path.Combine(Result, "sessions.csv")).First(l => l.Contains(session, StringComparison.Ordinal)).Split(',');
        return cells.First(c => c is "intruder" or "carer" or "undecided");
    }

    private static AsymmetricCipherKeyPair Certificate(string file)
    {
        var generator = new RsaKeyPairGenerator();
        generator.Init(new KeyGenerationParameters(new SecureRandom(), 2048));
        var keys = generator.GenerateKeyPair();
        var certificate = new X509V3CertificateGenerator();
        certificate.SetSerialNumber(BigInteger.One);
        certificate.SetIssuerDN(new X509Name("CN=dpo"));
        certificate.SetSubjectDN(new X509Name("CN=dpo"));
        certificate.SetNotBefore(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        certificate.SetNotAfter(new DateTime(2036, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        certificate.SetPublicKey(keys.Public);
        using var writer = new StreamWriter(file);
        new PemWriter(writer).WriteObject(certificate.Generate(new Asn1SignatureFactory("SHA256WITHRSA", keys.Private)));
        return keys;
    }
}
