using System.Diagnostics;
using Egide.Connectors.Tests.Files;

namespace Egide.Connectors.Tests.Samba;

/// <summary>
/// A Samba Active Directory domain controller of Debian's packages in a folder and a network of its own, so that its fixed ports disturb
/// nobody. Wants root: for the network, and to install what is missing.
/// </summary>
internal sealed class DomainController : IDisposable
{
    private const string Packages = "samba samba-ad-dc samba-ad-provision samba-dsdb-modules winbind python3-samba ldap-utils";

    // What a hospital's administrator adds is the line with log level; the others move the server into its folder.
    private const string Settings = """
        interfaces = 127.0.0.10/8
        bind interfaces only = yes
        server services = ldap kdc
        ldap server require strong auth = no
        pid directory = FOLDER
        ncalrpc dir = FOLDER/ncalrpc
        log file = FOLDER/log
        log level = 1 auth_json_audit:4@FOLDER/audit.json
        """;

    private readonly TemporaryFolder _folder = new();

    /// <summary>Makes a domain; skips the test, and says why, when that cannot be done here.</summary>
    public async Task Provision()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root") Assert.Skip("a domain controller of one's own wants root on Linux");
        if (await Run("command -v samba && command -v samba-tool && command -v ldapsearch && command -v unshare && command -v ip") is { Code: not 0 })
            await Run($"apt-get -qq update; DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=60 install -y --no-install-recommends {Packages} iproute2 util-linux");
        var (code, said) = await Run("samba-tool domain provision --targetdir=. --realm=CHR.TEST --domain=CHR --server-role=dc --dns-backend=NONE --adminpass='Adm1nPass!' --host-name=dc1 --host-ip=127.0.0.10");
        if (code != 0) Assert.Skip("Samba could not be installed, or made no domain here: " + said.Split('\n').LastOrDefault(l => l.Length > 0));
        var conf = Path.Combine(_folder.Path, "etc", "smb.conf");
        string[] lines = [.. File.ReadAllLines(conf).Where(l => !l.Contains("passw", StringComparison.Ordinal) && !l.Contains("pam", StringComparison.Ordinal) && !l.Contains("log", StringComparison.Ordinal) && !l.Contains("panic", StringComparison.Ordinal))];
        var at = Array.IndexOf(lines, "[global]") + 1;
        File.WriteAllLines(conf, [.. lines[..at], .. Settings.Replace("FOLDER", _folder.Path, StringComparison.Ordinal).Split('\n'), .. lines[at..]]);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "cache"));
    }

    /// <summary>Starts the server, runs a script beside it in its network, stops it; gives the lines of its audit.</summary>
    public async Task<string[]> While(string script)
    {
        var (_, said) = await Run($$"""
            unshare -n bash -c '
            ip link set lo up
            samba -F --no-process-group -M single -s etc/smb.conf </dev/null >samba.out 2>&1 &
            server=$!
            trap "kill $server" EXIT
            bind() { ldapsearch -x -H ldap://127.0.0.10 -D "$1" -w "$2" -b DC=chr,DC=test -s base dn; }
            for i in $(seq 100); do bind Administrator@chr.test "Adm1nPass!" && break; sleep 0.2; done
            {{script}}
            '
            """);
        var audit = Path.Combine(_folder.Path, "audit.json");
        Assert.True(File.Exists(audit), said);
        return File.ReadAllLines(audit);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(int Code, string Said)> Run(string script)
    {
        var start = new ProcessStartInfo("bash", ["-c", "exec 2>&1\n" + script]) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardInput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, said);
    }
}
