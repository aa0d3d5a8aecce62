using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Egide.Connectors.Live;
using Egide.Connectors.Tests.Servers;
using Egide.Observe;

namespace Egide.Connectors.Tests.LemonLdap;

/// <summary>What a real portal (Debian's packages, its demonstration accounts) writes of real sign-ins, taken as live records.</summary>
public class PortalTests
{
    private const string Packages = "liblemonldap-ng-portal-perl libplack-perl libgd-securityimage-perl libimage-magick-perl libio-string-perl libstring-random-perl "
        + "libhttp-browserdetect-perl libunicode-string-perl libcrypt-urandom-perl libmime-tools-perl libemail-sender-perl libconvert-base32-perl libcrypt-openssl-rsa-perl "
        + "libcrypt-openssl-x509-perl libcrypt-openssl-bignum-perl libconvert-pem-perl";

    private static readonly string[] Folders = ["conf", "cache", "notifications", "sessions/lock", "psessions/lock"];

    private const string PackagedConf = "/var/lib/lemonldap-ng/conf/lmConf-1.json";

    [Fact]
    public async Task SignInsAtARealPortalAreRead()
    {
        await using var taken = new Taken();
        var lines = await Lines(taken.Folder, async portal =>
        {
            Assert.Equal(1, (await SignIn(portal, "dwho", "dwho")).GetProperty("result").GetInt32());
            Assert.Equal(0, (await SignIn(portal, "dwho", "guessed")).GetProperty("result").GetInt32());
            var session = (await SignIn(portal, "rtyler", "rtyler")).GetProperty("id").GetString();
            using var signOut = new HttpRequestMessage(HttpMethod.Get, "?logout=1") { Headers = { { "Cookie", "lemonldap=" + session } } };
            using var done = await portal.SendAsync(signOut, TestContext.Current.CancellationToken);
        });
        await taken.Intake.Take(new Delivery("lemonldap portal", [.. lines.Select(l => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(l)))]), TestContext.Current.CancellationToken);
        Assert.Equal([(EventKind.SignIn, "dwho"), (EventKind.SignInFailed, "dwho"), (EventKind.SignIn, "rtyler"), (EventKind.SignOut, "rtyler")], taken.Accesses.Select(a => (a.Kind, a.Login)));
        Assert.All(taken.Accesses, a => Assert.Equal(RecordFormat.LemonLdap, a.Format));
        Assert.Equal("127.0.0.1", taken.Accesses[3].Address);
        // What else it says is recognised as its own, not reported as unreadable.
        Assert.All(taken.Quarantined, q => Assert.Equal(UnreadCode.NotAuditEvent, q.Reason));
        Assert.Contains(lines, l => l.EndsWith(" connected", StringComparison.Ordinal));
    }

    private static async Task<string[]> Lines(string folder, Func<HttpClient, Task> happens)
    {
        await Install();
        var port = FreePort();
        Configure(folder, port);
        var start = new ProcessStartInfo("plackup", ["-s", "HTTP::Server::PSGI", "--host", "127.0.0.1", "--port", $"{port}", "portal.psgi"])
        {
            WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true,
            Environment = { ["LLNG_DEFAULTCONFFILE"] = Path.Combine(folder, "llng.ini"), ["LLNG_DEFAULTLOGGER"] = "Lemonldap::NG::Common::Logger::Std" },
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var said = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            // Each request is another visitor's: no cookie goes with it by itself.
            using var portal = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromSeconds(20) };
            await Taken.Until(() => Answers(portal), "the portal answers");
            await happens(portal);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        return [.. (await said).Split('\n').Where(l => l.Contains("] [LLNG:", StringComparison.Ordinal))];
    }

    private static async Task<bool> Answers(HttpClient portal)
    {
        try
        {
            using var answer = await portal.GetAsync("", TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode != HttpStatusCode.InternalServerError, "the portal lacks a Perl module: its package list is to be completed");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<JsonElement> SignIn(HttpClient portal, string user, string password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "") { Content = new FormUrlEncodedContent([new("user", user), new("password", password)]) };
        request.Headers.Accept.ParseAdd("application/json");
        using var answer = await portal.SendAsync(request, TestContext.Current.CancellationToken);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static void Configure(string folder, int port)
    {
        var conf = JsonNode.Parse(File.ReadAllText(PackagedConf).Replace("/var/lib/lemonldap-ng", folder, StringComparison.Ordinal))!.AsObject();
        // A program signs in, which brings no token of a form.
        conf["requireToken"] = 0;
        conf["portal"] = $"http://127.0.0.1:{port}/";
        conf["domain"] = "127.0.0.1";
        foreach (var name in Folders) Directory.CreateDirectory(Path.Combine(folder, name));
        File.WriteAllText(Path.Combine(folder, "conf", "lmConf-1.json"), conf.ToJsonString());
        File.WriteAllText(Path.Combine(folder, "portal.psgi"), "use Lemonldap::NG::Portal::Main; Lemonldap::NG::Portal::Main->run({});");
        File.WriteAllText(Path.Combine(folder, "llng.ini"), $"""
            [all]
            logLevel = info
            logger = Lemonldap::NG::Common::Logger::Std
            userLogger = Lemonldap::NG::Common::Logger::Std
            [configuration]
            type = File
            dirName = {folder}/conf
            [portal]
            staticPrefix = /static
            templateDir = /usr/share/lemonldap-ng/portal/templates
            languages = en, fr

            """);
    }

    private static async Task Install()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("LemonLDAP::NG is taken from Debian's packages");
        if (IsThere) return;
        if (Environment.UserName != "root") Assert.Skip("LemonLDAP::NG is not installed, and only root may install it");
        using var apt = Process.Start(new ProcessStartInfo("bash", ["-c", $"(apt-get -qq update; apt-get -qq -o DPkg::Lock::Timeout=60 install -y --no-install-recommends {Packages}) >/dev/null 2>&1 </dev/null"])
        {
            Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" },
        })!;
        await apt.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (!IsThere) Assert.Skip("LemonLDAP::NG could not be installed");
    }

    private static bool IsThere => File.Exists("/usr/bin/plackup") && File.Exists(PackagedConf) && File.Exists("/usr/share/perl5/Lemonldap/NG/Portal/Main.pm") && File.Exists("/usr/share/perl5/MIME/Entity.pm");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
