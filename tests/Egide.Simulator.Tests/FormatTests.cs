using System.Globalization;
using System.Text.Json;
using System.Xml;

namespace Egide.Simulator.Tests;

public class FormatTests(RegionFixture region)
{
    [Theory]
    [InlineData("/audit/", "recorded")]
    [InlineData("/nginx/", "time_iso8601")]
    [InlineData("keycloak/events", "time")]
    [InlineData("security-", "@timestamp")]
    public void Json_lines_parse_and_follow_time(string part, string field)
    {
        var last = new Dictionary<string, DateTimeOffset>();
        var n = 0;
        foreach (var (path, line) in RegionFolder.Lines(region.Root, part))
        {
            using var json = JsonDocument.Parse(line);
            var value = json.RootElement.GetProperty(field);
            var at = value.ValueKind == JsonValueKind.Number ? DateTimeOffset.FromUnixTimeMilliseconds(value.GetInt64()) : DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture);
            Assert.True(!last.TryGetValue(path, out var before) || at >= before, $"{path} goes back at {line[..60]}");
            last[path] = at;
            n++;
        }
        Assert.True(n > 300, $"{part}: {n} records");
        Assert.True(last.Count > 20);
    }

    [Fact]
    public void Keycloak_arrays_parse()
    {
        var files = RegionFolder.Files(region.Root, "trails").Where(f => f.Path.Contains("export-manuel", StringComparison.Ordinal)).ToList();
        Assert.Equal(7, files.Count);
        foreach (var file in files)
        {
            using var json = JsonDocument.Parse(file.Bytes);
            Assert.Equal("region", json.RootElement[0].GetProperty("realmId").GetString());
        }
    }

    [Theory]
    [InlineData("chu-valmer/dpi")]
    [InlineData("ch-brissange/dpi")]
    [InlineData("clinique-tilleuls/dpi")]
    [InlineData("registre/")]
    public void Dicom_frames_hold_audit_messages(string part)
    {
        var n = 0;
        foreach (var (path, bytes) in RegionFolder.Files(region.Root, "trails").Where(f => f.Path.Contains(part, StringComparison.Ordinal)))
            foreach (var xml in RegionFolder.Frames(path, bytes))
            {
                using var reader = XmlReader.Create(new StringReader(xml));
                Assert.True(reader.ReadToFollowing("EventID"));
                Assert.StartsWith("1101", reader.GetAttribute("csd-code"));
                while (reader.Read()) { }
                n++;
            }
        Assert.True(n > 100, $"{part}: {n} frames");
    }

    [Fact]
    public void One_clinic_marks_its_messages_with_a_bom_and_the_others_do_not()
    {
        foreach (var (path, bytes) in RegionFolder.Files(region.Root, "trails").Where(f => f.Path.Contains("/dpi/atna/", StringComparison.Ordinal)))
            Assert.Equal(path.Contains("tilleuls", StringComparison.Ordinal), bytes.AsSpan().IndexOf("\uFEFF"u8) >= 0);
    }

    [Fact]
    public void Combined_log_and_csv_have_their_columns()
    {
        foreach (var (_, line) in RegionFolder.Lines(region.Root, "access_log"))
            Assert.Matches("^10\\.22\\.\\d+\\.\\d+ - [a-z0-9'-]+ \\[\\d\\d/\\w{3}/2026:\\d\\d:\\d\\d:\\d\\d \\+0200\\] \"GET /dpi/[^ ]+ HTTP/1\\.1\" 200 \\d+ \"https://[^\"]+\" \"Mozilla/[^\"]+\"$", line);
        var csv = RegionFolder.Lines(region.Root, "export-traces.csv").Select(l => l.Line.TrimEnd('\r').Split(',')).ToList();
        Assert.Equal(["DATE", "LOGIN", "IPP", "ACTE", "ECRAN", "POSTE"], csv[0]);
        Assert.All(csv, row => Assert.Equal(6, row.Length));
        Assert.Contains("columns: {occurred: DATE", string.Concat(RegionFolder.Lines(region.Root, "mapping.yaml").Select(l => l.Line)));
    }

    [Fact]
    public void Context_headers_are_the_contract_s_byte_for_byte()
    {
        Assert.StartsWith("system,id,ins,family,given,birth_date,sex,phone,email,address,controller,status,valid_from,valid_to\n", Text("patients"));
        Assert.StartsWith("idp,account,rpps,idnps,family,given,profession,organisation,unit,valid_from,valid_to\n", Text("accounts"));
        Assert.StartsWith("rpps,patient_system,patient_id,kind,organisation,unit,from,to\n", Text("relationships"));
        Assert.StartsWith("id,finess,name,kind,region,controller,role,service,valid_from,valid_to\n", Text("organisations"));
        Assert.StartsWith("cidr,asn,as_name,country,kind,organisation\n", Text("networks"));

        string Text(string name) => File.ReadAllText(Path.Combine(region.Root, "context", name + ".csv"));
    }

    [Fact]
    public void Csv_fields_need_no_quotes()
    {
        foreach (var (name, columns) in new[] { ("patients", 14), ("accounts", 11), ("relationships", 8), ("organisations", 10), ("networks", 6) })
            Assert.All(RegionFolder.Csv(region.Root, "context/" + name + ".csv"), row => Assert.Equal(columns, row.Length));
    }
}
