using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Egide.Connectors.Files;

/// <summary>Opens regular files only. The system's ordinary open waits forever on a pipe that nobody writes to.</summary>
internal static class RegularFile
{
    // open(2) on Linux x64/arm64 and on macOS.
    private static readonly int NonBlocking = OperatingSystem.IsMacOS() ? 0x4 : 0x800;
    private static readonly int CloseOnExec = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;
    private const int NoSuchDeviceOrAddress = 6;
    private const int OperationNotSupported = 95;

    /// <summary>The open file, or null when the path is no regular file. Throws as <see cref="File.OpenHandle"/> does.</summary>
    public static FileStream? Open(string path)
    {
        if (OperatingSystem.IsWindows()) return File.OpenRead(path);
        using (var probe = Probe(path))
        {
            if (probe is null || !IsSeekable(probe)) return null;
        }

        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
    }

    private static SafeFileHandle? Probe(string path)
    {
        var descriptor = NativeOpen(Encoding.UTF8.GetBytes(path + '\0'), NonBlocking | CloseOnExec);
        if (descriptor >= 0) return new SafeFileHandle(descriptor, ownsHandle: true);
        // A socket cannot be opened at all; any other refusal is told better by the ordinary open.
        return Marshal.GetLastPInvokeError() is NoSuchDeviceOrAddress or OperationNotSupported ? null : File.OpenHandle(path);
    }

    private static bool IsSeekable(SafeFileHandle handle)
    {
        try
        {
            return RandomAccess.GetLength(handle) >= 0;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int NativeOpen(byte[] path, int flags);
}
