using System.Runtime.CompilerServices;

namespace Egide.Connectors.Files;

/// <summary>
/// .NET ends a truncated gzip stream as if it were whole unless it is asked to be strict, once a process and before
/// the first stream. Programs that unpack before this assembly loads set the same switch in their project file.
/// </summary>
internal static class StrictInflate
{
#pragma warning disable CA2255 // The switch is read once, at the first use: a later place may be too late.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Ask() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);
}
