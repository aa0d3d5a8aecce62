using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Egide.Connectors.Https;
using Egide.Connectors.Tests.Live;
using Egide.Connectors.Tests.Servers;

namespace Egide.Connectors.Tests.LemonLdap;

/// <summary>
/// LemonLDAP::NG's portal from Debian's packages with its demonstration accounts, over TLS on a loopback port. Its REST session server is on,
/// behind HTTP Basic as a web server in front of it would ask for.
/// </summary>
internal sealed class Portal : IAsyncDisposable
{
    /// <summary>The parameter that servers share who may list sessions.</summary>
    public const string Key = "cle+du/portail #1";

    public const string User = "egide";

    public const string Password = "mot de passe";

    private const string Packages = "liblemonldap-ng-portal-perl libplack-perl libio-socket-ssl-perl libgd-securityimage-perl libimage-magick-perl libio-string-perl libstring-random-perl "
        + "libhttp-browserdetect-perl libunicode-string-perl libcrypt-urandom-perl libmime-tools-perl libemail-sender-perl libconvert-base32-perl libcrypt-openssl-rsa-perl "
        + "libcrypt-openssl-x509-perl libcrypt-openssl-bignum-perl libconvert-pem-perl";

    private const string PackagedConf = "/var/lib/lemonldap-ng/conf/lmConf-1.json";
    private static readonly string[] Folders = ["conf", "cache", "notifications", "sessions/lock", "psessions/lock"];
    private readonly Process _process;
    private readonly HttpClient _visitor;
    private readonly Task<string> _said;

    private Portal(Process process, Uri address, string authorities)
    {
        (_process, Address, Authorities) = (process, address, authorities);
        _said = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Http = HttpsClient.Make(authorities);
        // This server ends each connection after its answer without saying so, and a request at once might still be put on it.
        var handler = new SocketsHttpHandler { UseCookies = false, PooledConnectionLifetime = TimeSpan.Zero };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(authorities);
        _visitor = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(20) };
    }

    public Uri Address { get; }

    /// <summary>The certificate to trust.</summary>
    public string Authorities { get; }

    /// <summary>A client that trusts it.</summary>
    public HttpClient Http { get; }

    /// <summary>Starts it; skips the test, and says why, when it cannot be had here.</summary>
    public static async Task<Portal> Start(string folder)
    {
        await Install();
        var address = new Uri($"https://127.0.0.1:{FreePort()}/");
        using var authority = new TestAuthority(folder, "portal");
        var (certificate, key) = authority.Give("portal", TestAuthority.ServerUse);
        Configure(folder, address);
        // It serves one connection at a time: one that a poll, called off, left open without a request is not to hold up the next for minutes.
        var portal = new Portal(Process.Start(new ProcessStartInfo("plackup", ["-s", "HTTP::Server::PSGI", "--timeout", "3", "--host", "127.0.0.1", "--port", $"{address.Port}",
            "--ssl", "1", "--ssl-cert-file", certificate, "--ssl-key-file", key, "portal.psgi"])
        {
            WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardInput = true,
            Environment = { ["LLNG_DEFAULTCONFFILE"] = Path.Combine(folder, "llng.ini"), ["LLNG_DEFAULTLOGGER"] = "Lemonldap::NG::Common::Logger::Std" },
        })!, address, authority.File);
        await Taken.Until(portal.Answers, "the portal answers");
        return portal;
    }

    /// <summary>What it answers to a sign-in, each another visitor's: no cookie goes with it by itself; <c>id</c> is the session's.</summary>
    public async Task<JsonElement> SignIn(string user, string password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new FormUrlEncodedContent([new("user", user), new("password", password)]) };
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.UserAgent.ParseAdd("Navigateur/1.0");
        using var answer = await _visitor.SendAsync(request, TestContext.Current.CancellationToken);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task SignOut(string session)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, "?logout=1")) { Headers = { { "Cookie", "lemonldap=" + session } } };
        using var done = await _visitor.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The lines of its log, once it has ended.</summary>
    public async Task<string[]> Lines() => [.. (await _said).Split('\n').Where(l => l.Contains("] [LLNG:", StringComparison.Ordinal))];

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _visitor.Dispose();
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _said;
        _process.Dispose();
    }

    private async Task<bool> Answers()
    {
        try
        {
            using var answer = await _visitor.GetAsync(Address, TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode != HttpStatusCode.InternalServerError, "the portal lacks a Perl module: its package list is to be completed");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static void Configure(string folder, Uri address)
    {
        var conf = JsonNode.Parse(File.ReadAllText(PackagedConf).Replace("/var/lib/lemonldap-ng", folder, StringComparison.Ordinal))!.AsObject();
        // A program signs in, which brings no token of a form.
        conf["requireToken"] = 0;
        conf["portal"] = address.AbsoluteUri;
        conf["domain"] = "127.0.0.1";
        conf["restSessionServer"] = 1;
        conf["key"] = Key;
        foreach (var name in Folders) Directory.CreateDirectory(Path.Combine(folder, name));
        File.WriteAllText(Path.Combine(folder, "conf", "lmConf-1.json"), conf.ToJsonString());
        File.WriteAllText(Path.Combine(folder, "portal.psgi"), $$"""
            use Plack::Builder; use Lemonldap::NG::Portal::Main;
            my $portal = Lemonldap::NG::Portal::Main->run({});
            builder { enable_if { $_[0]->{PATH_INFO} =~ m{^/sessions} } 'Auth::Basic', authenticator => sub { $_[0] eq '{{User}}' && $_[1] eq '{{Password}}' }; $portal };
            """);
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

    private static bool IsThere => File.Exists("/usr/bin/plackup") && File.Exists(PackagedConf) && File.Exists("/usr/share/perl5/Lemonldap/NG/Portal/Main.pm")
        && File.Exists("/usr/share/perl5/MIME/Entity.pm") && File.Exists("/usr/share/perl5/IO/Socket/SSL.pm");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
