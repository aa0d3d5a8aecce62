using Egide.Connectors.Vectors;

namespace Egide.Connectors.Fuzz;

/// <summary>Whole records that mutations start from: small ones of our own, and the published ones when they are at hand.</summary>
internal static class Seeds
{
    private static readonly string[] Own =
    [
        """{"resourceType":"AuditEvent","id":"1","type":{"code":"rest"},"subtype":[{"code":"read"}],"action":"R","recorded":"2025-09-08T10:00:00Z","agent":[{"who":{"identifier":{"system":"s","value":"v"}},"requestor":true,"policy":["t"],"network":{"address":"a","type":"2"}}],"source":{"observer":{"display":"d"}},"entity":[{"what":{"reference":"Patient/1"},"role":{"code":"1"},"query":"UGF0aWVudD9uYW1lPXg=","detail":[{"type":"total","valueString":"3"}]}]}""",
        """{"resourceType":"AuditEvent","category":[{"coding":[{"code":"rest"}]}],"code":{"coding":[{"code":"ITI-78"}]},"occurredPeriod":{"start":"2025"},"outcome":{"code":{"code":"0"}},"patient":{"reference":"Patient/1"},"agent":[{"networkString":"x","authorization":[{"coding":[{"code":"T"}]}]}],"entity":[{"what":{"identifier":{"value":"\u00e9\ud83d\ude00"}}}]}""",
        """{"resourceType":"AuditEvent","event":{"type":{"code":"110110"},"action":"R","dateTime":"2013-09-22T00:08:00Z"},"participant":[{"userId":{"value":"u"},"requestor":true}],"source":{"identifier":{"value":"i"}},"object":[{"reference":{"reference":"Patient/1/_history/1"}}]}""",
        """<AuditEvent xmlns="http://hl7.org/fhir"><id value="1"/><text><div xmlns="http://www.w3.org/1999/xhtml"><p>a &amp; b</p></div></text><type><code value="rest"/></type><recorded value="2025-09-08T10:00:00Z"/><agent><who><identifier><value value="d&#39;A"/></identifier></who><requestor value="true"/></agent><entity><query value="UGF0aWVudD9uYW1lPXg="/></entity></AuditEvent>""",
        """1234 <85>1 2025-09-08T10:00:02Z h a p m [x k="v\]"] <?xml version="1.0"?><AuditMessage><EventIdentification EventActionCode="R" EventDateTime="2025-09-08T10:00:00"><EventID csd-code="110110"/></EventIdentification><ActiveParticipant UserID="u" UserIsRequestor="true"><RoleIDCode code="1"/></ActiveParticipant><ParticipantObjectIdentification ParticipantObjectID="7^^^A&amp;1.2&amp;ISO~8" ParticipantObjectTypeCode="1" ParticipantObjectTypeCodeRole="1"><ParticipantObjectQuery>UVBEfFBEUXxRMXxAUElELjUuMV5NQVJUSU4=</ParticipantObjectQuery><ParticipantObjectDetail type="t" value="dg=="/></ParticipantObjectIdentification></AuditMessage>""",
        "<13>Oct  3 22:14:15 srv1 app[42]: message",
        "MSH|^~\\&|a|b\rQPD|IHE PDQ|Q1|@PID.5.1^O\\T\\N~@PID.3.1^7|7^^^&1.2&ISO\rRCP|I|10^RD",
        """<queryByParameter><initialQuantity value="5"/><parameterList><livingSubjectId><value root="1.2" extension="7"/></livingSubjectId><livingSubjectName><value><family>x</family></value></livingSubjectName></parameterList></queryByParameter>""",
        """<AdhocQueryRequest maxResults="5"><AdhocQuery id="u"><Slot name="$patientId"><ValueList><Value>('7^^^&amp;1.2&amp;ISO','a''b')</Value></ValueList></Slot></AdhocQuery></AdhocQueryRequest>""",
        """{"resourceType":"Parameters","parameter":[{"name":"resource","resource":{"resourceType":"Patient","name":[{"family":"x"}]}},{"name":"count","valueInteger":5}]}""",
        "POST /fhir/Patient/_search?_elements=name HTTP/1.1\r\nHost: x\r\n\r\nidentifier=a|1,b|2&_count=5&name:exact=%C3%A9+x",
    ];

    private static readonly string[] Logs =
    [
        """{"type":"LOGIN","realmId":"r","clientId":"portail","userId":"u","sessionId":"s","ipAddress":"192.0.2.1","time":1757325600000,"details":{"username":"x","auth_method":"openid-connect"}}""",
        """2025-09-08 10:00:00,123 WARN  [org.keycloak.events] (executor-thread-1) type="LOGIN_ERROR", realmId="r", clientId="p", userId="null", ipAddress="192.0.2.1", error="invalid_user_credentials", username="x" """,
        "Sep  8 10:00:00 sso llng[12]: [notice] Session granted for jdupont by LDAP (192.0.2.1)",
        """{"lemonldap_session":"opened","portal":"sso","id":"ab","_utime":"1757325600","_whatToTrace":"x","_user":"x","ipAddr":"192.0.2.1","_auth":"LDAP","UA":"a\u00e9"}""",
        """{"lemonldap_session":"closed","portal":"sso","id":"ab","at":"2025-09-08T10:00:00+00:00","uid":"x"}""",
        """{"ab":{"_session_kind":"SSO","_utime":1757325600,"uid":"x","ipAddr":null},"cd":{"_session_kind":"OIDC"}}""",
        """{"EventID":4624,"Channel":"Security","Computer":"DC01","TimeCreated":"2025-09-08T10:00:00Z","EventData":{"TargetUserName":"x","TargetUserSid":"S-1-5-21","LogonType":"3","IpAddress":"192.0.2.1"}}""",
        """192.0.2.1 - jd [08/Sep/2025:10:00:00 +0200] "GET /patients/7?nom=X HTTP/1.1" 200 123 "-" "Mozilla/5.0" "198.51.100.7" rid=abc""",
        """{"time":"2025-09-08T10:00:00+02:00","remote_addr":"192.0.2.1","request":"GET /a HTTP/1.1","status":200,"body_bytes_sent":5,"http_user_agent":"x","request_id":"abc"}""",
        """Sep  8 10:00:00 lb haproxy[9]: 192.0.2.1:5000 [08/Sep/2025:10:00:00.123] fe be/s1 0/0/1/2/3 200 512 - - ---- 1/1/0/0/0 0/0 {agent} "GET /a HTTP/1.1" """,
        """  {"timestamp": "2025-09-08T10:00:00.123456+0000", "type": "Authentication", "Authentication": {"eventId": 4625, "logonId": "0", "status": "NT_STATUS_WRONG_PASSWORD", "remoteAddress": "ipv4:192.0.2.1:5000", "clientDomain": "D", "clientAccount": "x@d.test", "becameSid": null, "mappedAccount": "x"}}""",
        """{"iss":"https://i/","jti":"j","iat":1757325600,"sub_id":{"format":"complex","user":{"format":"iss_sub","iss":"https://i/","sub":"x"},"session":{"format":"opaque","id":"s"}},"events":{"https://schemas.openid.net/secevent/caep/event-type/session-revoked":{"event_timestamp":1757325600,"reason_admin":{"fr":"x"}}}}""",
        "12/07/2026 10:00:00;mdupont;123;AFF;PC-1;7;\"a\"\"b\"", """{"t":"2026-07-12T10:00:00Z","u":{"id":"m"},"patient":"1","a":"AFF"}""",
    ];

    public static IReadOnlyList<byte[]> All { get; } = [.. Own.Select(System.Text.Encoding.UTF8.GetBytes), .. Logs.Select(System.Text.Encoding.UTF8.GetBytes), .. Sampled(), .. Published()];

    /// <summary>Whole small files: the sample region's, packed ones among them.</summary>
    public static IReadOnlyList<byte[]> Files { get; } = [.. Packed(), .. SampleFiles().Select(Head).Where(file => file.Length > 0).DistinctBy(file => file.Length).Take(60)];

    private static IEnumerable<byte[]> Packed()
    {
        var plain = System.Text.Encoding.UTF8.GetBytes(Own[0] + "\n" + Own[1] + "\n");
        using var gzip = new MemoryStream();
        using (var packed = new System.IO.Compression.GZipStream(gzip, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true)) packed.Write(plain);
        yield return gzip.ToArray();
        using var zip = new MemoryStream();
        using (var archive = new System.IO.Compression.ZipArchive(zip, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in new[] { ("a.json", plain), ("b.gz", gzip.ToArray()) })
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        yield return zip.ToArray();
        using var tar = new MemoryStream();
        using (var archive = new System.Formats.Tar.TarWriter(tar, leaveOpen: true))
        {
            archive.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, "b.gz") { DataStream = new MemoryStream(gzip.ToArray()) });
        }

        yield return tar.ToArray();
        using var zstd = new ZstdSharp.Compressor();
        yield return zstd.Wrap(plain).ToArray();
        yield return [.. "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":"u8, .. plain.AsSpan(0, plain.Length / 2), .. "}]}"u8];
        yield return System.Text.Encoding.UTF8.GetBytes("system,id,ins,family,given,birth_date,sex,phone,email,address,controller,status,valid_from,valid_to\n1.2,7,,X,Y,1970-01-01,F,,,,990,VALI,,\n");
        yield return System.Text.Encoding.UTF8.GetBytes("cidr,asn,as_name,country,kind,organisation\n10.0.0.0/8,1,A,FR,site,990\n2001:db8::/32,2,B,FR,home,\n");
    }

    // A record of each file, from formats that no published vector shows.
    private static IEnumerable<byte[]> Sampled()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Egide.Connectors.Files.TrailFiles.Walk(SampleFiles().Where(path => seen.Add(Path.GetDirectoryName(path)!)), _ => { }))
        {
            using var reader = new Egide.Connectors.Files.RecordReader(file, _ => { });
            using var block = new Egide.Connectors.Files.RecordBlock();
            if (!reader.ReadBlock(block)) continue;
            for (var i = 0; i < Math.Min(2, block.Count); i++)
                if (block.Record(i).Length < 8000) yield return block.Record(i).ToArray();
        }
    }

    private static IEnumerable<string> SampleFiles()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var sample = Path.Combine(folder.FullName, "samples", "region");
            if (Directory.Exists(sample)) return Directory.EnumerateFiles(sample, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        }

        return [];
    }

    private static byte[] Head(string path)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[(int)Math.Min(file.Length, 8000)];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static IEnumerable<byte[]> Published()
    {
        if (SharedVectors.Root is not { } root) return [];
        return SharedVectors.Expected(root).Select(e => SharedVectors.Record(Path.Combine(root, e.GetProperty("file").GetString()!), e.GetProperty("index").GetInt32()))
            .Where(record => record.Length < 8000);
    }
}
