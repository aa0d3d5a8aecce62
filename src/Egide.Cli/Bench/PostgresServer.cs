using System.Diagnostics;

namespace Egide.Cli.Bench;

/// <summary>A PostgreSQL of this measurement alone: its own folder, a Unix socket, no network. It refuses root, so root runs it as another user.</summary>
internal sealed class PostgresServer : IDisposable
{
    private const string User = "egide";
    private static readonly string[] Unprivileged = ["postgres", "nobody"];
    private readonly string _folder, _binaries;

    private PostgresServer(string folder, string binaries) => (_folder, _binaries) = (folder, binaries);

    /// <summary>Connection string of the server.</summary>
    public string Connection => $"Host={_folder};Username={User};Database=postgres;Pooling=false;Command Timeout=0;Max Auto Prepare=0";

    /// <summary>Starts one, or says why there is none.</summary>
    public static PostgresServer? Start(out string why)
    {
        why = "no PostgreSQL found; install Debian's postgresql-15";
        if (Binaries() is not { } binaries) return null;
        var folder = Directory.CreateTempSubdirectory("egide-pg-").FullName;
        var server = new PostgresServer(folder, binaries);
        try
        {
            if (Environment.UserName == "root") Run("chown", "-R", Owner(), folder);
            var data = Path.Combine(folder, "data");
            server.AsOwner("initdb", "-D", data, "--no-locale", "-E", "UTF8", "-A", "trust", "-U", User, "--no-sync");
            // As it would be set for a batch on a small machine; nothing here need outlive a power cut.
            server.AsOwner("pg_ctl", "-s", "-D", data, "-w", "-l", Path.Combine(folder, "log"), "-o",
                $"-k {folder} -c listen_addresses= -c shared_buffers=1GB -c work_mem=64MB -c maintenance_work_mem=512MB -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_wal_size=8GB -c jit=off", "start");
            why = server.AsOwner("postgres", "--version").Trim();
            return server;
        }
        catch (Exception fault) when (fault is IOException or System.ComponentModel.Win32Exception)
        {
            why = fault.Message;
            server.Dispose();
            return null;
        }
    }

    public void Dispose()
    {
        try
        {
            if (File.Exists(Path.Combine(_folder, "data", "postmaster.pid"))) AsOwner("pg_ctl", "-D", Path.Combine(_folder, "data"), "-m", "immediate", "-w", "stop");
        }
        finally
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    // Fifteen is what Debian has; another is better than none, and its version is told.
    private static string? Binaries()
    {
        const string debian = "/usr/lib/postgresql";
        if (!Directory.Exists(debian)) return null;
        return Directory.GetDirectories(debian).OrderBy(d => Path.GetFileName(d) == "15" ? 0 : 1).ThenByDescending(d => d, StringComparer.Ordinal)
            .Select(d => Path.Combine(d, "bin")).FirstOrDefault(d => File.Exists(Path.Combine(d, "postgres")) && File.Exists(Path.Combine(d, "initdb")));
    }

    private static string Owner() =>
        Array.Find(Unprivileged, user => File.ReadLines("/etc/passwd").Any(line => line.StartsWith(user + ":", StringComparison.Ordinal))) ?? Unprivileged[^1];

    private string AsOwner(string program, params string[] arguments)
    {
        var path = Path.Combine(_binaries, program);
        return Environment.UserName == "root" ? Run("setpriv", ["--reuid=" + Owner(), "--clear-groups", "--", path, .. arguments]) : Run(path, arguments);
    }

    private static string Run(string program, params string[] arguments)
    {
        // Its standard output is not taken from a server that stays: pg_ctl's child would keep it open.
        var stays = arguments is [.., "start"];
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = !stays, RedirectStandardError = !stays, WorkingDirectory = "/" })!;
        var (said, complained) = stays ? ("", "") : (process.StandardOutput.ReadToEnd(), process.StandardError.ReadToEnd());
        process.WaitForExit();
        if (process.ExitCode != 0) throw new IOException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {complained.Trim()}");
        return said;
    }
}
