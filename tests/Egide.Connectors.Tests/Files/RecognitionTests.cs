using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Egide.Connectors.Fhir;
using Egide.Connectors.Files;
using Egide.Connectors.Keycloak;
using Egide.Connectors.LemonLdap;
using Egide.Connectors.Mapped;
using Egide.Connectors.WebLogs;
using Egide.Connectors.Windows;
using Egide.Observe;

namespace Egide.Connectors.Tests.Files;

public class RecognitionTests
{
    private static IDecoder[] Decoders() =>
    [
        new FhirJsonDecoder(), new KeycloakDecoder(), new WindowsDecoder(), new LemonLdapDecoder(), new WebLogDecoder(),
        new MappedDecoder([MappingFile.Read("m", "format: ndjson\nmatch: {key: ipp}\ncolumns: {occurred: ts, account: a, patient: ipp}")]),
    ];

    [Fact]
    public void AFileMayMixFormats()
    {
        var kinds = Decode("""
            [notice] Session granted for a by LDAP (10.0.0.1)
            10.0.0.1 - a [10/Oct/2026:13:55:36 +0200] "GET / HTTP/1.1" 200 5
            {"time":1700000000123,"type":"LOGOUT","realmId":"r","userId":"u"}
            nothing known
            {"EventID":4634,"Channel":"Security","TargetUserName":"a"}
            """);
        Assert.Equal([RecordFormat.LemonLdap, RecordFormat.WebLog, RecordFormat.KeycloakUser, RecordFormat.Unknown, RecordFormat.Windows], kinds.Select(k => k.Format));
    }

    [Theory]
    [InlineData("USER", RecordFormat.KeycloakAdmin)]
    [InlineData("CLIENT_SCOPE_MAPPING", RecordFormat.KeycloakAdmin)]
    [InlineData("Invitation", RecordFormat.KeycloakAdmin)]
    [InlineData("Patient", RecordFormat.Unknown, "")]
    public void AnAdminEventOfKeycloakIsNoFhirResource(string type, RecordFormat format, string realm = "\"realmId\":\"regional\",")
    {
        var record = $$"""{"id":"a1","time":1700000000123,{{realm}}"authDetails":{"realmId":"master","clientId":"admin-cli","userId":"root1","ipAddress":"10.9.9.9"},"operationType":"UPDATE","resourceType":"{{type}}","resourcePath":"users/u1"}""";
        // Whichever was read before it.
        foreach (var before in new[] { """{"resourceType":"AuditEvent"}""", """{"time":1700000000123,"type":"LOGOUT","realmId":"r","userId":"u"}""" })
            Assert.Equal(format, Decode(before + "\n" + record)[^1].Format);
    }

    [Fact]
    public void TheFrameCompletesWhatTheLineLacks()
    {
        var found = Decode("<38>1 2026-11-24T10:00:01+01:00 portail LLNG 12 - - [notice] Session granted for a by LDAP (10.0.0.1)", Strip);
        Assert.Equal(("portail", DateTimeOffset.Parse("2026-11-24T09:00:01Z")), (found[0].SourceId, found[0].Occurred));
        Assert.NotNull(found[0].Syslog);
    }

    [Fact]
    public void WindowsEventsOfTheSimulatedAttacks()
    {
        var path = SharedData.Path("data/otrf-windows-auth-events/auth_events.jsonl.xz");
        var counts = new Dictionary<string, int>();
        var untimed = 0;
        foreach (var (decoding, read) in DecodeFile(path))
        {
            var key = decoding.Kind == DecodingKind.Event ? read.Kind.ToString() : decoding.Kind.ToString();
            counts[key] = counts.GetValueOrDefault(key) + 1;
            if (decoding.Kind == DecodingKind.Event && read.Occurred is null) untimed++;
        }

        // 30 records of the set were published without any time, two of them of no account.
        Assert.Equal(28, untimed);
        Assert.Equal(3073, counts.Values.Sum());
        Assert.Equal(0, counts.GetValueOrDefault("Broken") + counts.GetValueOrDefault("NotMine"));
        Assert.InRange(counts["SignIn"], 100, 1125);
        Assert.InRange(counts["SignInFailed"], 27, 60);
    }

    [Fact]
    public void OtherVendorsRecordsAreLeftAlone()
    {
        var path = SharedData.Path("data/panther-identity-rule-tests/tests.jsonl.xz");
        Assert.Equal(312, DecodeFile(path).Count(found => found.Decoding.Kind is DecodingKind.NotMine or DecodingKind.Other));
    }

    [Fact]
    public void NoBytesMakeADecoderThrowOrHang()
    {
        string[] seeds =
        [
            """{"id":"e1","time":1700000000123,"type":"LOGIN","realmId":"r","details":{"username":"m\u00e9"}}""",
            """2021-10-22 22:11:31,257 DEBUG [org.keycloak.events] (t) type=LOGIN, realmId="t", userId=ce, scope='a b', username=b""",
            """{"EventID":4624,"Channel":"Security","Event":{"EventData":{"Data":[{"@Name":"a","#text":"b"}]}},"TargetUserName":"a"}""",
            "[Tue Nov 24 10:00:01.123456 2026] [perl:notice] [client 10.0.0.9:5555] User d has been disconnected",
            "2026/11/24 10:00:01 [error] 12#0: *45 stderr: \"Session granted for d by LDAP (10.1.1.1)\" while x, client: 1.1.1.1, server: a",
            """v:1 10.0.0.1 - m [10/Oct/2026:13:55:36 +0200] "GET /a HTTP/2.0" 200 2 "-" "c/8" "81.2.3.4, 10.0.0.7" rt=0.2""",
            """Feb  6 12:14:14 lb haproxy[1]: 10.0.1.2:33317 [06/Feb/2026:12:14:14.655] i s/s 1/0 200 2 - - ---- 1/1 0/0 {8.1.1.1|M} {} "GET /d HTTP/1.1" """,
            """{"ts":"2026-10-10T13:55:36+02:00","request":"GET /a HTTP/1.1","status":"200","ipp":1,"a":[[{"b":null}]]}""",
        ];
        var random = new Random(11);
        var recognition = new Recognition(Decoders(), Strip);
        var into = new AuditEvent();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromSeconds(8))
        {
            var bytes = Encoding.UTF8.GetBytes(seeds[random.Next(seeds.Length)]);
            for (var changes = random.Next(1, 8); changes > 0 && bytes.Length > 2; changes--)
            {
                var at = random.Next(bytes.Length);
                switch (random.Next(4))
                {
                    case 0: bytes[at] = (byte)random.Next(256); break;
                    case 1: bytes = bytes[..at]; break;
                    case 2: bytes = [.. bytes[..at], .. bytes[random.Next(bytes.Length)..]]; break;
                    default: bytes = [.. bytes[at..], .. bytes[..at]]; break;
                }
            }

            into.Clear();
            recognition.Decode(bytes, into);
        }
    }

    private static bool Strip(ReadOnlySpan<byte> frame, [NotNullWhen(true)] out SyslogHeader? header, out int start)
    {
        (header, start) = (null, 0);
        var words = Encoding.UTF8.GetString(frame).Split(' ', 8);
        if (words.Length < 8 || !words[0].EndsWith(">1", StringComparison.Ordinal)) return false;
        header = new SyslogHeader(null, 38, words[1], words[2], words[3], words[4], words[5]);
        start = frame.Length - Encoding.UTF8.GetByteCount(words[7]);
        return start >= 0;
    }

    private static List<AuditEvent> Decode(string text, SyslogStripper? strip = null)
    {
        var recognition = new Recognition(Decoders(), strip);
        return [.. Records.Of(text).Select(record =>
        {
            var into = new AuditEvent();
            recognition.Decode(Encoding.UTF8.GetBytes(record), into);
            return into;
        })];
    }

    private static IEnumerable<(Decoding Decoding, AuditEvent Event)> DecodeFile(string path)
    {
        var problems = new List<IntakeProblem>();
        var recognition = new Recognition(Decoders(), null);
        using var block = new RecordBlock();
        foreach (var file in TrailFiles.Walk([path], problems.Add))
        {
            using var reader = new RecordReader(file, problems.Add);
            while (reader.ReadBlock(block))
            {
                for (var i = 0; i < block.Count; i++)
                {
                    var into = new AuditEvent();
                    yield return (recognition.Decode(block, i, into), into);
                }
            }
        }

        Assert.Empty(problems);
    }
}
