using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Egide.EndToEnd;

/// <summary>Wrong use, interruptions, and input that was made to hurt: an exit code and a sentence, never a crash.</summary>
public sealed class AdversityTests(Sample sample)
{
    [Fact]
    public async Task APathThatIsNotThereIsWrongUse()
    {
        using var folder = new TemporaryFolder();
        var said = await Invocation.Of("investigate", folder["nowhere"], "--out", folder["out"], "--key", folder.Key, "--lang", "en");
        Assert.Equal(2, said.Code);
        Assert.Contains("nowhere does not exist.", said.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public async Task AnOptionThatIsNotThereIsWrongUse()
    {
        var said = await Invocation.Of("investigate", "--no-such-option");
        Assert.Equal(2, said.Code);
        Assert.Contains("egide --help", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereNoEventCanBeReadNothingIsDone()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["empty"]);
        Directory.CreateDirectory(folder["noise"]);
        File.WriteAllBytes(folder["noise", "noise.bin"], [.. Enumerable.Range(0, 4096).Select(i => (byte)(i * 2654435761L >> 13))]);
        Directory.CreateDirectory(folder["cut"]);
        File.WriteAllBytes(folder["cut", "cut.log.gz"], Gzip(Event("2026-03-03T20:04:00Z"))[..20]);
        foreach (var input in new[] { "empty", "noise", "cut" })
        {
            var said = await Invocation.Of("investigate", folder[input], "--out", folder["out"], "--key", folder.Key, "--lang", "en");
            Assert.True(said.Code == 2, said.Out + said.Error);
            Assert.Contains("No audit event could be read", said.Error, StringComparison.Ordinal);
            Assert.False(Directory.Exists(folder["out"]));
        }
    }

    [Fact]
    public async Task AFileCutShortIsNoAllClear()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["trails"]);
        File.WriteAllBytes(folder["trails", "cut.log.gz"], Gzip(string.Concat(Enumerable.Range(0, 5000).Select(i => Event("2026-03-03T21:04:00Z", i))))[..^4000]);
        var said = await Invocation.Of("investigate", folder["trails"], "--out", folder["out"], "--key", folder.Key, "--lang", "en");
        Assert.True(said.Code == 1, said.Out + said.Error);
        Assert.Matches("WARNING: 1 file could not be read whole, first .*cut.log.gz", said.Error);
        Assert.Contains(Sample.Json(folder["out"], "sources.json"), s => ((string)s!["name"]!).EndsWith("cut.log", StringComparison.Ordinal) && s["remarks"]!.AsArray().Count == 1);
        Assert.Contains("could not be read whole", File.ReadAllText(folder["out", "report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATrailThatNamesNoAccountIsNoAllClear()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["access_log"], string.Concat(Enumerable.Range(0, 50).Select(i => $"192.0.2.7 - - [03/Mar/2026:20:04:{i:00} +0000] \"GET /fhir/Patient/{i} HTTP/1.1\" 200 812 \"-\" \"Mozilla/5.0\"\n")));
        var said = await Invocation.Of("investigate", folder["access_log"], "--out", folder["out"], "--key", folder.Key, "--lang", "en");
        Assert.True(said.Code == 1, said.Out + said.Error);
        Assert.Contains("name no account", said.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("No incident found", said.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--since", "yesterday"), InlineData("--out", "/proc/x"), InlineData("--out", "/etc/hostname")]
    public async Task WrongUseIsSaidInTheLanguageOfTheRun(string option, string value)
    {
        using var folder = new TemporaryFolder();
        string[] command = ["investigate", sample.Region, "--key", folder.Key, option, value];
        var said = await Invocation.Of(option == "--out" ? command : [.. command, "--out", folder["out"]]);
        Assert.True(said.Code == 2, said.Out + said.Error);
        Assert.Matches("donner un dossier|en choisir un|l’écrire 2026-03-03", said.Error);
        Assert.DoesNotMatch("disque|Cannot|Could not", said.Error);
    }

    [Fact]
    public async Task ARegionWithoutAttackHasAReport()
    {
        using var folder = new TemporaryFolder();
        var made = await Invocation.Of("simulate", "--seed", "5", "--professionals", "120", "--patients", "3000", "--days", "12", "--attack", "none", "--out", folder["region"]);
        Assert.True(made.Code == 0, made.Error);
        var said = await Invocation.Of("investigate", folder["region"], "--out", folder["out"], "--key", folder.Key);
        Assert.True(said.Code is 0 or 1, said.Error);
        Assert.Equal(said.Code == 1, Sample.Json(folder["out"], "incidents.json").Count > 0);
        Assert.True(File.Exists(folder["out", "report.html"]));
    }

    [Theory]
    [InlineData("Lecture des traces"), InlineData("Conclusions")]
    public async Task InterruptedThenRunAgainCompletes(string stage)
    {
        using var folder = new TemporaryFolder();
        string[] command = ["investigate", sample.Region, "--out", folder["out"], "--key", folder.Key];
        var stopped = await Invocation.Interrupted("-INT", stage, command);
        Assert.True(stopped.Code == 3, $"{stopped.Code} {stopped.Out} {stopped.Error}");
        Assert.Contains("relancer", stopped.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["out", "incidents.json"]));
        await Completes(folder["out"], command);
    }

    [Fact]
    public async Task KilledThenRunAgainCompletes()
    {
        using var folder = new TemporaryFolder();
        var made = await Invocation.Of("simulate", "--seed", "9", "--professionals", "300", "--patients", "6000", "--days", "20", "--out", folder["region"]);
        Assert.True(made.Code == 0, made.Error);
        string[] command = ["investigate", folder["region"], "--out", folder["out"], "--key", folder.Key];
        var killed = await Invocation.Interrupted("-KILL", "Lecture des traces", command);
        Assert.Equal(137, killed.Code);
        killed = await Invocation.Interrupted("-KILL", "Analyse", command);
        Assert.Equal(137, killed.Code);
        Assert.False(File.Exists(folder["out", "incidents.json"]));
        await Completes(folder["out"], command);
    }

    [Fact]
    public async Task RunAgainOverTheSameFolderSaysTheSame()
    {
        using var folder = new TemporaryFolder();
        string[] command = ["investigate", sample.Region, "--out", folder["out"], "--key", folder.Key];
        await Completes(folder["out"], command);
        var first = Persons(folder["out"]);
        await Completes(folder["out"], command);
        Assert.Equal(first, Persons(folder["out"]));
        Assert.Equal(Persons(sample.French), first);
        Assert.False(Directory.Exists(folder["out", ".work"]));
    }

    [Fact]
    public async Task AFileGivenTwiceIsCountedOnce()
    {
        using var folder = new TemporaryFolder();
        TemporaryFolder.Copy(sample.Region, folder["region"]);
        var copies = 0;
        foreach (var file in Directory.GetFiles(folder["region", "trails"], "*", SearchOption.AllDirectories))
        {
            if (copies++ % 20 == 0) File.Copy(file, Path.Combine(Path.GetDirectoryName(file)!, "copie-" + Path.GetFileName(file)));
        }

        await Completes(folder["out"], ["investigate", folder["region"], "--out", folder["out"], "--key", folder.Key, "--lang", "en"]);
        Assert.Equal(Persons(sample.French), Persons(folder["out"]));
        Assert.Equal(Events(sample.French), Events(folder["out"]));
        var dropped = Sample.Json(folder["out"], "sources.json").Sum(source => (long)source!["duplicates"]!);
        Assert.True(dropped > 0);
        Assert.Contains($"{dropped.ToString("N0", CultureInfo.GetCultureInfo("en-GB"))} exact duplicates", File.ReadAllText(folder["out", "report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task InputMadeToHurtIsQuarantinedOrRemarkedOn()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["trails"]);
        var junk = new byte[200_000];
        for (var i = 0; i < junk.Length; i++) junk[i] = (byte)(i * 2654435761L >> 13);
        File.WriteAllBytes(folder["trails", "junk.bin"], junk);
        File.WriteAllBytes(folder["trails", "cut.log.gz"], Gzip(Event("2026-03-03T20:04:00Z") + string.Concat(Enumerable.Range(0, 5000).Select(i => Event("2026-03-03T21:04:00Z", i))))[..^4000]);
        File.WriteAllText(folder["trails", "deep.json"], "{\"resourceType\":\"AuditEvent\",\"extension\":" + new string('[', 10_000) + new string(']', 10_000) + "}");
        File.WriteAllText(folder["trails", "laughs.xml"], Laughs());
        File.WriteAllText(folder["trails", "dates.ndjson"], Event("1900-01-01T00:00:00Z") + Event("2100-12-31T23:59:59Z") + Event("2026-02-30T00:00:00Z"));
        File.WriteAllText(folder["trails", "empty.json"], "");
        var said = await Invocation.Of("investigate", folder["trails"], "--out", folder["out"], "--key", folder.Key, "--json");
        Assert.True(said.Code is 0 or 1, said.Error);
        Assert.DoesNotContain("   at ", said.Error, StringComparison.Ordinal);
        var told = File.ReadAllText(folder["out", "quarantine.ndjson"]) + File.ReadAllText(folder["out", "report.html"]);
        Assert.All(["junk.bin", "cut.log.gz", "deep.json", "laughs.xml"], file => Assert.Contains(file, told, StringComparison.Ordinal));
        Assert.Equal(0, (await Invocation.Of("verify", folder["out"])).Code);
        var source = Sample.Json(folder["out"], "sources.json").Single(s => (string)s!["name"]! == "dpi")!;
        Assert.Equal(2, (long)source["out_of_time"]!["events"]!);
        Assert.True((long)source["out_of_time"]!["first_position"]! >= 0);
        Assert.StartsWith("2026-", (string)source["first"]!, StringComparison.Ordinal);
        Assert.StartsWith("2026-", (string)source["last"]!, StringComparison.Ordinal);
        Assert.Equal(1, (long)source["undated"]!["events"]!);
    }

    private static async Task Completes(string output, string[] command)
    {
        var done = await Invocation.Of(command);
        Assert.True(done.Code is 0 or 1, $"{done.Code} {done.Error}");
        Assert.True(File.Exists(Path.Combine(output, "report.html")));
        Assert.NotNull(Sample.Json(output, "incidents.json"));
        var proof = await Invocation.Of("verify", output);
        Assert.True(proof.Code == 0, proof.Out + proof.Error);
    }

    private static string[] Persons(string output) => [.. Sample.Json(output, "incidents.json").Select(incident => incident!["accounts"]!.AsArray().Count + incident["persons"]!.ToJsonString())];

    private static long Events(string output) => Sample.Json(output, "sources.json").Sum(source => (long)source!["events"]! - (long)source["duplicates"]!);

    private static byte[] Gzip(string text)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.NoCompression, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return buffer.ToArray();
    }

    private static string Event(string recorded, int number = 0) =>
        """{"resourceType":"AuditEvent","id":"NUMBER","type":{"system":"http://terminology.hl7.org/CodeSystem/audit-event-type","code":"rest"},"action":"R","recorded":"RECORDED","outcome":"0","agent":[{"who":{"identifier":{"value":"a-1"}},"requestor":true,"network":{"address":"192.0.2.1","type":"2"}}],"source":{"observer":{"identifier":{"value":"dpi"}}},"entity":[{"what":{"reference":"Patient/1"}}]}"""
            .Replace("NUMBER", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("RECORDED", recorded, StringComparison.Ordinal) + "\n";

    private static string Laughs()
    {
        var text = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE AuditMessage [<!ENTITY l0 \"lol\">");
        for (var i = 1; i < 12; i++)
            text.Append(CultureInfo.InvariantCulture, $"<!ENTITY l{i} \"{string.Concat(Enumerable.Repeat($"&l{i - 1};", 10))}\">");
        return text.Append("]><AuditMessage><EventIdentification EventActionCode=\"R\" EventDateTime=\"2026-03-03T20:04:00Z\" EventOutcomeIndicator=\"0\"/>&l11;</AuditMessage>").ToString();
    }
}
