using System.Text;
using Egide.Connectors.Live;
using Egide.Connectors.Tests.Servers;
using Egide.Observe;

namespace Egide.Connectors.Tests.Samba;

/// <summary>What a real domain controller writes of real sign-ins, taken as live records.</summary>
public class DomainControllerTests
{
    [Fact]
    public async Task SignInsOfARealDomainAreRead()
    {
        using var controller = new DomainController();
        await controller.Provision();
        var lines = await controller.While("""
            samba-tool user create drmartin "Secret123!x" -s etc/smb.conf -H ldap://127.0.0.10 -U "Administrator%Adm1nPass!"
            bind drmartin@chr.test "Secret123!x"
            bind drmartin@chr.test guessed
            bind drabsent@chr.test guessed
            ldapsearch -x -H ldap://127.0.0.10 -b "" -s base defaultNamingContext
            """);
        await using var taken = new Taken();
        await taken.Intake.Take(new Delivery("samba dc1", [.. lines.Select(l => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(l)))]), TestContext.Current.CancellationToken);
        Assert.Empty(taken.Quarantined);
        Assert.All(taken.Accesses, a => Assert.Equal(RecordFormat.Samba, a.Format));
        var his = taken.Accesses.Where(a => a.Login == "drmartin").ToList();
        Assert.Equal([EventKind.SignIn, EventKind.TokenRefresh, EventKind.SignInFailed], his.Select(a => a.Kind));
        Assert.All(his, a => Assert.Equal(("CHR", "127.0.0.1"), (a.Provider, a.Address)));
        Assert.StartsWith("S-1-5-21-", his[0].User);
        Assert.Equal(his[0].User, his[1].User);
        // Samba gives an authorisation a session's number, and an authentication by bind none.
        Assert.True(Guid.TryParse(his[1].Session, out _));
        Assert.Equal(EventKind.SignInFailed, Assert.Single(taken.Accesses, a => a.Login == "drabsent").Kind);
        Assert.Contains(taken.Accesses, a => a is { Kind: EventKind.SignIn, Login: "Administrator" });
        Assert.InRange(DateTimeOffset.UtcNow - his[0].At, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }
}
