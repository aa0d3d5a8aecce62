using System.Globalization;

namespace Egide.Cli.Bench;

/// <summary>What measurements are told with: the processor, and this process's peak memory.</summary>
internal static class Machine
{
    public static string Cpu { get; } = File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown"
        : "unknown";

    /// <summary>The processor as a folder's name.</summary>
    public static string Slug => string.Join('-', string.Concat($"{Cpu} {Environment.ProcessorCount} cores".Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' '))
        .Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Forgets the peak: what was simulated before is not what is measured (Linux).</summary>
    public static void ForgetPeak()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        if (File.Exists("/proc/self/clear_refs")) File.WriteAllText("/proc/self/clear_refs", "5");
    }

    /// <summary>Peak resident memory since then, megabytes.</summary>
    public static long PeakMegabytes()
    {
        var line = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)) : null;
        return line is null ? System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000
            : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1_000_000;
    }
}
