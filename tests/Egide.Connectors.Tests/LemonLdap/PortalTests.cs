using System.Text;
using Egide.Connectors.Live;
using Egide.Connectors.Tests.Servers;
using Egide.Observe;

namespace Egide.Connectors.Tests.LemonLdap;

/// <summary>What a real portal (Debian's packages, its demonstration accounts) writes of real sign-ins, taken as live records.</summary>
public class PortalTests
{
    [Fact]
    public async Task SignInsAtARealPortalAreRead()
    {
        await using var taken = new Taken();
        var portal = await Portal.Start(taken.Folder);
        await using (portal)
        {
            Assert.Equal(1, (await portal.SignIn("dwho", "dwho")).GetProperty("result").GetInt32());
            Assert.Equal(0, (await portal.SignIn("dwho", "guessed")).GetProperty("result").GetInt32());
            await portal.SignOut((await portal.SignIn("rtyler", "rtyler")).GetProperty("id").GetString()!);
        }

        var lines = await portal.Lines();
        await taken.Intake.Take(new Delivery("lemonldap portal", [.. lines.Select(l => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(l)))]), TestContext.Current.CancellationToken);
        Assert.Equal([(EventKind.SignIn, "dwho"), (EventKind.SignInFailed, "dwho"), (EventKind.SignIn, "rtyler"), (EventKind.SignOut, "rtyler")], taken.Accesses.Select(a => (a.Kind, a.Login)));
        Assert.All(taken.Accesses, a => Assert.Equal(RecordFormat.LemonLdap, a.Format));
        Assert.Equal("127.0.0.1", taken.Accesses[3].Address);
        // What else it says is recognised as its own, not reported as unreadable.
        Assert.All(taken.Quarantined, q => Assert.Equal(UnreadCode.NotAuditEvent, q.Reason));
        Assert.Contains(lines, l => l.EndsWith(" connected", StringComparison.Ordinal));
    }
}
