using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Egide.Journal;

/// <summary>What the base library does not offer to make files last: the names in a folder, a whole file system, a file put in place of another.</summary>
public static class Disk
{
    // Linux: EINTR, EINVAL, ENOSYS.
    private const int Interrupted = 4;
    private const int NotForSuch = 22;
    private const int NoSuchCall = 38;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>
    /// Whether a write failed on the disk's account. A file above the allowed size (EFBIG) comes as an argument out of range, a right withdrawn as an unauthorised access.
    /// </summary>
    internal static bool Refused(Exception fault) => fault is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    /// <summary>
    /// Makes what was written to a file durable. The base library calls fsync and drops the error it gives (seen on .NET 10.0.12 under
    /// Linux, for EIO and for a full disk alike), so on Linux it is called here.
    /// </summary>
    /// <exception cref="IOException">The disk refused; what the file holds is not known any more.</exception>
    public static void Flush(SafeFileHandle file, string path)
    {
        if (!OperatingSystem.IsLinux()) RandomAccess.FlushToDisk(file);
        else if (Error(() => fsync(file)) is not 0 and var error) throw Failed(path, error);
    }

    /// <summary>Makes a folder that its owner alone may read and enter (on Windows with its parent's rights); one that is there stays as it is.</summary>
    public static DirectoryInfo CreatePrivate(string folder) => OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder)
        : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>From here on, what this process makes is its owner's alone, whoever in it makes it: a database or a library too. On Windows nothing changes.</summary>
    public static void KeepPrivate()
    {
        if (!OperatingSystem.IsWindows()) _ = umask(Convert.ToUInt32("077", 8));
    }

    /// <summary>Whether its owner alone may read, write or enter a file or folder; on Windows, where its folder's rights say so, always.</summary>
    public static bool IsPrivate(string path) => OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Others) == 0;

    /// <summary>
    /// Takes from others what an earlier version let them read: a folder, and all that is below it. Links are not followed, and what belongs
    /// to another user stays as she made it.
    /// </summary>
    public static void Close(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var root = new DirectoryInfo(folder);
        CloseOne(root); // first: from here on nobody comes in
        foreach (var entry in root.EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })) CloseOne(entry);
    }

    /// <summary>The same for one file or folder.</summary>
    internal static void CloseOne(FileSystemInfo entry)
    {
        if (OperatingSystem.IsWindows()) return;
        try
        {
            var mode = entry.UnixFileMode;
            if (entry.Exists && (mode & Others) != 0) entry.UnixFileMode = mode & ~Others;
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException)
        {
            // Another user's, or gone since it was listed.
        }
    }

    /// <summary>Makes the names in a folder durable: without it a file just made or renamed may be gone with the power. Nothing is done where that is not Linux.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void SyncFolder(string folder) => Sync(folder, fsync);

    /// <summary>
    /// Makes all files under a folder durable, their names included: the whole file system at once where that is offered, since to ask
    /// for each of many makes the disk empty its cache as many times; else file by file.
    /// </summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void SyncTree(string folder)
    {
        if (TrySyncAll(folder)) return;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
            Flush(handle, path);
        }

        foreach (var inner in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Append(folder)) SyncFolder(inner);
    }

    /// <summary>Makes everything in a folder's file system durable at once; false when the system does not offer that.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    internal static bool TrySyncAll(string folder) => Sync(folder, syncfs);

    private static bool Sync(string folder, Func<SafeFileHandle, int> call)
    {
        if (!OperatingSystem.IsLinux()) return false;
        var descriptor = open(folder, 0);
        if (descriptor < 0) throw Failed(folder, Marshal.GetLastPInvokeError());
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        return Error(() => call(handle)) switch
        {
            0 => true,
            NotForSuch or NoSuchCall => false, // some network file systems keep no names to sync
            var error => throw Failed(folder, error),
        };
    }

    private static int Error(Func<int> call)
    {
        for (;;)
        {
            if (call() == 0) return 0;
            if (Marshal.GetLastPInvokeError() is not Interrupted and var error) return error;
        }
    }

    private static IOException Failed(string path, int error) => new($"{path} could not be made durable: {Marshal.GetPInvokeErrorMessage(error)}.");

    /// <summary>Writes a file beside the one it replaces, and puts it in its place once it is durable: a reader finds the old one or the new one.</summary>
    /// <exception cref="IOException">The disk refused; may be tried again.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        try
        {
            using (var file = File.OpenHandle(path + ".new", FileMode.Create, FileAccess.Write))
            {
                RandomAccess.Write(file, bytes, 0);
                Flush(file, path);
            }

            File.Move(path + ".new", path, overwrite: true);
        }
        catch (Exception fault) when (Refused(fault))
        {
            throw new IOException($"{path} could not be written: is the disk full?", fault);
        }

        SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int fsync(SafeFileHandle file);

    [DllImport("libc")]
    private static extern uint umask(uint mask);

    [DllImport("libc", SetLastError = true)]
    private static extern int syncfs(SafeFileHandle file);
}
