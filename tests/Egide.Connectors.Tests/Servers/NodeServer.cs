using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Egide.Connectors.Https;
using Egide.Connectors.Tests.Files;

namespace Egide.Connectors.Tests.Servers;

/// <summary>
/// A program of <c>Servers/node</c> (its packages from the npm registry at the versions of its lock file), listening with TLS on a loopback
/// port of its choice under a certificate made for it. Ended with this object, or with this process.
/// </summary>
internal sealed class NodeServer : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Installed = new(Install);
    private readonly Process _process;
    private readonly TemporaryFolder _folder;

    private NodeServer(Process process, TemporaryFolder folder, int port)
    {
        (_process, _folder) = (process, folder);
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{port}/"));
        Authorities = Path.Combine(folder.Path, "server.crt");
        Http = HttpsClient.Make(Authorities);
    }

    public Uri Address { get; }

    /// <summary>The certificate to trust.</summary>
    public string Authorities { get; }

    /// <summary>A client that trusts it.</summary>
    public HttpClient Http { get; }

    /// <summary>Starts it; skips the test, and says why, when it cannot be had here.</summary>
    public static async Task<NodeServer> Start(string script)
    {
        var why = await Installed.Value;
        if (why.Length > 0) Assert.Skip(why);
        var folder = new TemporaryFolder();
        MakeCertificate(folder.Path);
        var process = Run("node", script, folder.Path)!;
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var port)) return new NodeServer(process, folder, port);
        throw new InvalidOperationException($"{script} did not start: {await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
    }

    /// <summary>Has the server do something that only a test asks for.</summary>
    public async Task<JsonElement> Control(object what)
    {
        using var answer = await Http.PostAsJsonAsync(new Uri(Address, "control"), what, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonElement.Parse(text);
    }

    /// <summary>What another program of the folder says of this server, which it trusts, in one line of JSON.</summary>
    public async Task<JsonElement> Ask(string script, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("node", [script, Address.AbsoluteUri, .. arguments])
        {
            WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["NODE_EXTRA_CA_CERTS"] = Authorities },
        })!;
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var fault = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, fault);
        return JsonElement.Parse(said);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private static void MakeCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test server", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(folder, "server.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "server.key"), key.ExportPkcs8PrivateKeyPem());
    }

    private static async Task<string> Install()
    {
        if (Run("node", "--version") is not { } version) return "node is not installed";
        version.Dispose();
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "@keycloak", "keycloak-admin-client"))) return "";
        if (Run("npm", "ci", "--omit=dev", "--no-audit", "--no-fund", "--ignore-scripts") is not { } install) return "npm is not installed";
        using (install)
        {
            install.StandardInput.Close();
            var said = await install.StandardError.ReadToEndAsync();
            await install.WaitForExitAsync();
            return install.ExitCode == 0 ? "" : "the packages of the test's servers could not be installed: " + said.Split('\n')[0];
        }
    }

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Servers", "node");

    private static Process? Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
