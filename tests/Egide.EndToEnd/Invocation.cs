using System.Diagnostics;

namespace Egide.EndToEnd;

/// <summary>What a finished <c>egide</c> process left: its exit code and its two streams.</summary>
internal sealed record Invocation(int Code, string Out, string Error)
{
    public static async Task<Invocation> Of(params string[] arguments)
    {
        using var process = Start(arguments);
        return await End(process);
    }

    /// <summary>Sends <paramref name="signal"/> as soon as standard error has told <paramref name="line"/>.</summary>
    public static async Task<Invocation> Interrupted(string signal, string line, params string[] arguments)
    {
        using var process = Start(arguments);
        while (await process.StandardError.ReadLineAsync() is { } said)
        {
            if (!said.Contains(line, StringComparison.Ordinal)) continue;
            using var kill = Process.Start("kill", [signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            break;
        }

        return await End(process);
    }

    private static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Egide.Cli.dll"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Places.Repository,
        };
        foreach (var locale in new[] { "LC_ALL", "LC_MESSAGES", "LANG" }) start.Environment.Remove(locale);
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
    }

    private static async Task<Invocation> End(Process process)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new Invocation(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }
}
