using System.Diagnostics;
using System.Net;

namespace Egide.EndToEnd.Live;

/// <summary>Debian's rsyslogd with a configuration of its own, that sends what its socket gets over mutual TLS.</summary>
internal sealed class Rsyslog : IDisposable
{
    private readonly TemporaryFolder _folder;
    private Process? _process;
    private int _given;

    public Rsyslog(TemporaryFolder folder, IPEndPoint to, string authority, (string Certificate, string Key) own)
    {
        _folder = folder;
        Directory.CreateDirectory(folder["spool"]);
        File.WriteAllText(folder["rsyslog.conf"], $$"""
            global(workDirectory="{{folder["spool"]}}"
                   defaultNetstreamDriver="gtls"
                   defaultNetstreamDriverCAFile="{{authority}}"
                   defaultNetstreamDriverCertFile="{{own.Certificate}}"
                   defaultNetstreamDriverKeyFile="{{own.Key}}")
            module(load="imuxsock" SysSock.Use="off")
            input(type="imuxsock" Socket="{{Socket}}" RateLimit.Interval="0")
            action(type="omfwd" target="{{to.Address}}" port="{{to.Port}}" protocol="tcp"
                   StreamDriver="gtls" StreamDriverMode="1"
                   StreamDriverAuthMode="x509/name" StreamDriverPermittedPeers="egide"
                   TCP_Framing="octet-counted" template="RSYSLOG_SyslogProtocol23Format"
                   action.resumeRetryCount="-1" action.resumeInterval="1"
                   queue.type="LinkedList" queue.size="1000" queue.fileName="egide"
                   queue.maxDiskSpace="1g" queue.saveOnShutdown="on")
            action(type="omfile" file="{{folder["local"]}}")
            """);
    }

    private string Socket => _folder["in.sock"];

    public async Task Start()
    {
        _process = Process.Start(new ProcessStartInfo("rsyslogd", ["-n", "-f", _folder["rsyslog.conf"], "-i", _folder["pid"]]) { RedirectStandardError = true })!;
        for (var tries = 0; tries < 200 && !File.Exists(Socket); tries++) await Task.Delay(25);
    }

    /// <summary>What of its queue is on disk.</summary>
    public string[] QueueFiles() => Directory.GetFiles(_folder["spool"], "egide*");

    /// <summary>Gives it messages by Debian's logger, one for each number.</summary>
    public async Task Log(int from, int count)
    {
        var file = _folder["lines"];
        await File.WriteAllLinesAsync(file, Enumerable.Range(from, count).Select(i => $"message {i}"));
        await Logger.Run("--socket", Socket, "--tag", "dpi", "--file", file);
        _given += count;
        // The copy on disk is written after the message has joined the queue.
        for (var tries = 0; tries < 400 && (!File.Exists(_folder["local"]) || File.ReadLines(_folder["local"]).Count(l => l.Contains("message ", StringComparison.Ordinal)) < _given); tries++) await Task.Delay(25);
    }

    public void Dispose()
    {
        if (_process is null) return;
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
