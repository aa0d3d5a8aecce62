using System.Runtime.InteropServices;
using System.Text;

namespace Egide.Connectors.WebLogs;

/// <summary>The number by which a file system knows a file, whatever its name (statx(2), Linux).</summary>
internal static class Inodes
{
    private const int HereAndNow = -100, BasicStats = 0x7ff, InodeAt = 32, Room = 256;

    /// <summary>A file's number.</summary>
    /// <exception cref="IOException">It is not there.</exception>
    public static ulong Of(string path)
    {
        var found = new byte[Room];
        if (Statx(HereAndNow, Encoding.UTF8.GetBytes(path + '\0'), 0, BasicStats, found) != 0)
            throw new IOException($"{path} could not be looked at (error {Marshal.GetLastPInvokeError()}).");
        return MemoryMarshal.Read<ulong>(found.AsSpan(InodeAt));
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] into);
}
