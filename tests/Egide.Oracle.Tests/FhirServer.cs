using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Egide.Oracle;

/// <summary>
/// A FHIR R4 server that others wrote (Medplum's router and in-memory repository, from the npm registry at the versions of
/// <c>server/package-lock.json</c>), started on a loopback port of its choice and ended with this object, or with this process.
/// </summary>
internal sealed class FhirServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    private FhirServer(Process process, int port)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")), Timeout = TimeSpan.FromMinutes(1) };
    }

    /// <summary>Starts it, installed first when it is not; null, and why, when it cannot be had here.</summary>
    public static async Task<(FhirServer? Server, string Why)> Start(CancellationToken stop)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "server");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "@medplum", "fhir-router")))
        {
            if (Run("npm", folder, "ci", "--omit=dev", "--no-audit", "--no-fund", "--ignore-scripts") is not { } install) return (null, "npm is not installed");
            using (install)
            {
                install.StandardInput.Close();
                var said = await install.StandardError.ReadToEndAsync(stop);
                await install.WaitForExitAsync(stop);
                if (install.ExitCode != 0) return (null, "the FHIR server could not be installed: " + said.Split('\n')[0]);
            }
        }

        if (Run("node", folder, "server.mjs") is not { } process) return (null, "node is not installed");
        var line = await process.StandardOutput.ReadLineAsync(stop);
        if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var port)) return (new FhirServer(process, port), "");
        var why = await process.StandardError.ReadToEndAsync(stop);
        process.Dispose();
        return (null, "the FHIR server did not start: " + why.Split('\n').FirstOrDefault(l => l.Contains("Error", StringComparison.Ordinal)));
    }

    /// <summary>Stores a patient under its id.</summary>
    public async Task Put(string id, string json, CancellationToken stop)
    {
        using var content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/fhir+json"));
        using var response = await _http.PutAsync(new Uri("Patient/" + id, UriKind.Relative), content, stop);
        Assert.True(response.IsSuccessStatusCode, $"the server refused {json}: {await response.Content.ReadAsStringAsync(stop)}");
    }

    /// <summary>Ids in its answer to a search, in its order; a refusal fails the test, since it is no answer.</summary>
    public async Task<List<string>> Search(string query, CancellationToken stop)
    {
        using var response = await _http.GetAsync(new Uri(query, UriKind.Relative), stop);
        using var bundle = JsonDocument.Parse(await response.Content.ReadAsStringAsync(stop));
        Assert.True(response.IsSuccessStatusCode, $"the server refused {query}: {bundle.RootElement}");
        return bundle.RootElement.TryGetProperty("entry", out var entries) ? [.. entries.EnumerateArray().Select(e => e.GetProperty("resource").GetProperty("id").GetString()!)] : [];
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
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
