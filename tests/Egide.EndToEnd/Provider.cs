using System.Diagnostics;

namespace Egide.EndToEnd;

/// <summary>
/// An OpenID provider that others wrote (npm <c>oidc-provider</c>, at the versions of <c>provider/package-lock.json</c>), on a loopback
/// port of its choice, ended with this object or with this process.
/// </summary>
internal sealed class Provider : IAsyncDisposable
{
    public const string Secret = "a-secret-that-no-log-holds-5d1c";
    private readonly Process _process;

    private Provider(Process process, string issuer) => (_process, Issuer) = (process, issuer);

    public string Issuer { get; }

    /// <summary>Starts it for a client at an address; null, and why, when it cannot be had here.</summary>
    public static async Task<(Provider? Provider, string Why)> Start(Uri client)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "provider");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "oidc-provider")))
        {
            if (Run("npm", folder, "ci", "--omit=dev", "--no-audit", "--no-fund", "--ignore-scripts") is not { } install) return (null, "npm is not installed");
            using (install)
            {
                install.StandardInput.Close();
                var said = await install.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
                await install.WaitForExitAsync(TestContext.Current.CancellationToken);
                if (install.ExitCode != 0) return (null, "oidc-provider could not be installed: " + said.Split('\n')[0]);
            }
        }

        if (Run("node", folder, "server.mjs", client.ToString(), Secret) is not { } process) return (null, "node is not installed");
        process.BeginErrorReadLine();
        return await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } issuer ? (new Provider(process, issuer), "") : (null, "oidc-provider did not start");
    }

    /// <summary>Settings that name it, as an administrator writes them.</summary>
    public void Settings(string path)
    {
        var secret = Path.Combine(Path.GetDirectoryName(path)!, "provider.secret");
        File.WriteAllText(secret, Secret + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(path, $"""
            authority: {Issuer}
            client_id: egide
            client_secret_file: provider.secret
            label: Pro Santé Connect d’essai
            scopes: [openid, scope_all]
            acr_values: [eidas1]
            roles:
              dpo:
                - rpps: "10002909371"
                - groups: egide-dpo
              analyst:
                - rpps: "810002909371"
              approver:
                - rpps: "10002909371"
                - email: denis.roche@ch.example
                - groups: egide-approbateurs
              auditor:
                - groups: egide-audit
            """);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process? Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
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
