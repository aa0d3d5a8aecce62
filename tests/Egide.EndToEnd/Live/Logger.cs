using System.Diagnostics;

namespace Egide.EndToEnd.Live;

/// <summary>util-linux's logger.</summary>
internal static class Logger
{
    public static async Task Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/logger", arguments) { RedirectStandardError = true })!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.True(process.ExitCode == 0, said);
    }
}
