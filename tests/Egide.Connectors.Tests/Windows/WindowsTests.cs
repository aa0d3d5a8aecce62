using System.Text;
using Egide.Connectors.Windows;
using Egide.Observe;

namespace Egide.Connectors.Tests.Windows;

public class WindowsTests
{
    private readonly WindowsDecoder _decoder = new();
    private readonly AuditEvent _event = new();

    public static TheoryData<string> Shapes => new(
        """{"@timestamp":"2020-06-10T02:51:03.645Z","EventTime":"2020-06-09 22:51:02","EventID":4624,"Channel":"Security","Hostname":"DC.mordor.local","TargetUserName":"pgustavo","TargetDomainName":"MORDOR","TargetUserSid":"S-1-5-21-1","TargetLogonId":"0x11f1a90","SubjectUserSid":"S-1-0-0","SubjectLogonId":"0x0","LogonType":"3","IpAddress":"::ffff:172.18.38.5","IpPort":"61420"}""",
        """{"@timestamp":"2020-06-10T02:51:03.645Z","event":{"code":"4624","provider":"Microsoft-Windows-Security-Auditing"},"host":{"name":"DC"},"source":{"ip":"172.18.38.5"},"winlog":{"channel":"Security","event_id":4624,"computer_name":"DC.mordor.local","event_data":{"TargetUserName":"pgustavo","TargetDomainName":"MORDOR","TargetUserSid":"S-1-5-21-1","TargetLogonId":"0x11f1a90","SubjectUserName":"-","LogonType":"3","IpAddress":"172.18.38.5"}}}""",
        """{"Event":{"System":{"Provider":{"Name":"Microsoft-Windows-Security-Auditing"},"EventID":{"#text":4624},"TimeCreated":{"#attributes":{"SystemTime":"2020-06-10T02:51:03.645Z"}},"Channel":"Security","Computer":"DC.mordor.local"},"EventData":{"TargetUserName":"pgustavo","TargetDomainName":"MORDOR","TargetUserSid":"S-1-5-21-1","TargetLogonId":"0x11f1a90","LogonType":3,"IpAddress":"172.18.38.5"}}}""",
        """{"Event":{"System":{"EventID":"4624","TimeCreated":{"@SystemTime":"x","SystemTime":"2020-06-10T02:51:03.645Z"},"Channel":"Security","Computer":"DC.mordor.local"},"EventData":{"Data":[{"@Name":"TargetUserName","#text":"pgustavo"},{"@Name":"TargetDomainName","#text":"MORDOR"},{"@Name":"TargetUserSid","#text":"S-1-5-21-1"},{"@Name":"TargetLogonId","#text":"0x11f1a90"},{"@Name":"LogonType","#text":"3"},{"@Name":"IpAddress","#text":"172.18.38.5"}]}}}""",
        """{"Event":{"@xmlns":"http://schemas.microsoft.com/win/2004/08/events/event","System":{"Provider":{"@Name":"Microsoft-Windows-Security-Auditing","@Guid":"{54849625}"},"EventID":{"@Qualifiers":"","#text":"4624"},"TimeCreated":{"@SystemTime":"2020-06-10T02:51:03.645Z"},"Execution":{"@ProcessID":"632"},"Computer":"DC.mordor.local"},"EventData":{"Data":[{"@Name":"TargetUserName","#text":"pgustavo"},{"@Name":"TargetDomainName","#text":"MORDOR"},{"@Name":"TargetUserSid","#text":"S-1-5-21-1"},{"@Name":"TargetLogonId","#text":"0x11f1a90"},{"@Name":"LogonType","#text":"3"},{"@Name":"IpAddress","#text":"172.18.38.5"}]}}}""");

    [Theory]
    [MemberData(nameof(Shapes))]
    public void OneSignInInFiveShapes(string record)
    {
        Read(record);
        Assert.Equal((RecordFormat.Windows, EventKind.SignIn, "4624", "MORDOR"), (_event.Format, _event.Kind, _event.Code, _event.IdentityProvider));
        Assert.Equal(("172.18.38.5", "DC.mordor.local", "DC.mordor.local/0x11f1a90"), (_event.Address, _event.SourceId, _event.SessionId));
        Assert.Equal(DateTimeOffset.Parse("2020-06-10T02:51:03.645Z"), _event.Occurred);
        var agent = Assert.Single(_event.Agents);
        Assert.Equal((true, "S-1-5-21-1", "pgustavo"), (agent.Requestor, agent.UserId, agent.Name));
        Assert.Equal("3", Assert.Single(_event.Subtypes));
    }

    [Theory]
    [InlineData("4625", "\"TargetUserName\":\"a\",\"Status\":\"0xc000006d\",\"SubStatus\":\"0xc000006a\"", EventKind.SignInFailed, "0xc000006a")]
    [InlineData("4776", "\"TargetUserName\":\"a\",\"Status\":\"0xc0000064\",\"Workstation\":\"PC1\"", EventKind.SignInFailed, "0xc0000064")]
    [InlineData("4768", "\"TargetUserName\":\"a\",\"Status\":\"0x0\"", EventKind.SignIn, null)]
    [InlineData("4769", "\"TargetUserName\":\"a@MORDOR.LOCAL\",\"ServiceName\":\"HR$\",\"Status\":\"0x0\"", EventKind.TokenRefresh, null)]
    [InlineData("4634", "\"TargetUserName\":\"a\"", EventKind.SignOut, null)]
    [InlineData("4740", "\"TargetUserName\":\"a\",\"TargetDomainName\":\"PC1\",\"SubjectUserName\":\"DC$\",\"SubjectDomainName\":\"MORDOR\"", EventKind.Lockout, null)]
    [InlineData("4624", "\"TargetUserName\":\"PC1$\"", EventKind.System, null)]
    [InlineData("4624", "\"TargetUserName\":\"a\",\"LogonType\":5", EventKind.System, null)]
    public void Kinds(string id, string data, EventKind kind, string? outcome)
    {
        Read($$"""{"EventID":{{id}},"Channel":"Security","Hostname":"DC","EventTime":"2020-06-09 22:51:02",{{data}}}""");
        Assert.Equal((kind, outcome), (_event.Kind, _event.Outcome));
        Assert.True(_event.ZoneMissing);
        if (kind != EventKind.System) Assert.Equal("a", _event.Agents[0].Name);
    }

    [Theory]
    [InlineData("{\"EventID\":1,\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"x\":\"Security\"}", DecodingKind.Other)]
    [InlineData("{\"EventID\":\"4688\",\"Channel\":\"Security\"}", DecodingKind.Other)]
    [InlineData("{\"EventID\":\"4624\",\"Channel\":\"Security\"", DecodingKind.Broken)]
    [InlineData("{\"a\":1}", DecodingKind.NotMine)]
    public void Others(string record, DecodingKind kind) => Assert.Equal(kind, _decoder.Decode(Encoding.UTF8.GetBytes(record), _event).Kind);

    private void Read(string record) => Assert.Equal(Decoding.Event, _decoder.Decode(Encoding.UTF8.GetBytes(record), _event));
}
