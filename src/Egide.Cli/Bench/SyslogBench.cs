using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Egide.Connectors.Atna;
using Egide.Connectors.Live;

namespace Egide.Cli.Bench;

/// <summary>
/// DICOM audit messages by syslog over mutual TLS, one connection: Égide (decoded, hashed, durable, judged) beside Debian's rsyslogd,
/// which writes the same stream to a file that it syncs, and reads nothing of it.
/// </summary>
internal sealed class SyslogBench(string folder, CancellationToken cancel)
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(folder, "syslog")).FullName;

    /// <summary>Events a second until all are durable.</summary>
    public async Task<double> Egide(LiveIntake intake, byte[] stream, int frames)
    {
        var own = Certificates();
        var listener = new SyslogListener(new IPEndPoint(IPAddress.Loopback, 0), new SyslogTls(Path.Combine(_folder, "server.pem"), Path.Combine(_folder, "server.key"), Path.Combine(_folder, "ca.pem")), new SyslogLimits(), TimeProvider.System);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var running = listener.Run(intake, stop.Token);
        var clock = Stopwatch.StartNew();
        await Send(await listener.Listening, own, stream);
        while (listener.State.Counts.GetValueOrDefault("records") < frames) await Task.Delay(10, cancel);
        var rate = frames / clock.Elapsed.TotalSeconds;
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return rate;
    }

    /// <summary>The same of rsyslogd; null where it is not installed.</summary>
    public async Task<double?> Rsyslog(byte[] stream, int frames)
    {
        var own = Certificates();
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var at = (IPEndPoint)probe.LocalEndpoint;
        probe.Stop();
        var (conf, file) = (Path.Combine(_folder, "rsyslog.conf"), Path.Combine(_folder, "out.log"));
        await File.WriteAllTextAsync(conf, string.Create(CultureInfo.InvariantCulture, $$"""
            global(workDirectory="{{_folder}}" maxMessageSize="64k" defaultNetstreamDriver="gtls" defaultNetstreamDriverCAFile="{{_folder}}/ca.pem" defaultNetstreamDriverCertFile="{{_folder}}/server.pem" defaultNetstreamDriverKeyFile="{{_folder}}/server.key")
            module(load="imtcp" StreamDriver.Name="gtls" StreamDriver.Mode="1" StreamDriver.AuthMode="x509/certvalid")
            input(type="imtcp" address="127.0.0.1" port="{{at.Port}}")
            template(name="raw" type="string" string="%rawmsg%\n")
            action(type="omfile" file="{{file}}" template="raw" sync="on")
            """), cancel);
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo("rsyslogd", ["-n", "-f", conf, "-i", Path.Combine(_folder, "pid")]) { RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }

        using (process)
        {
            await Listening(at);
            var clock = Stopwatch.StartNew();
            await Send(at, own, stream);
            long size = 0, still = 0;
            // Done when the file has every frame: its bytes stop growing at a line a frame.
            while (Lines(file) < frames && still < 400)
            {
                await Task.Delay(25, cancel);
                var now = File.Exists(file) ? new FileInfo(file).Length : 0;
                still = now == size ? still + 1 : 0;
                size = now;
            }

            var seconds = clock.Elapsed.TotalSeconds - still * 0.025;
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            return Lines(file) / seconds;
        }
    }

    private static long Lines(string file)
    {
        if (!File.Exists(file)) return 0;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var buffer = new byte[1 << 20];
        long lines = 0;
        for (int read; (read = stream.Read(buffer)) > 0;) lines += buffer.AsSpan(0, read).Count((byte)'\n');
        return lines;
    }

    private async Task Listening(IPEndPoint at)
    {
        for (var i = 0; i < 300; i++)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(at, cancel);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(100, cancel);
            }
        }

        throw new TimeoutException($"rsyslogd does not listen on {at}.");
    }

    private async Task Send(IPEndPoint to, X509Certificate2 own, byte[] stream)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(to, cancel);
        await using var tls = new SslStream(client.GetStream());
        using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_folder, "ca.pem"));
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(authority);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", ClientCertificates = [own], EnabledSslProtocols = SslProtocols.Tls12, CertificateChainPolicy = policy }, cancel);
        await tls.WriteAsync(stream, cancel);
        await tls.FlushAsync(cancel);
        await tls.ShutdownAsync();
    }

    // An authority of a day, a server's and a client's certificate of it.
    private X509Certificate2 Certificates()
    {
        var (from, until) = (TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=bench-ca", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = request.CreateSelfSigned(from, until);
        File.WriteAllText(Path.Combine(_folder, "ca.pem"), authority.ExportCertificatePem());
        Issue(authority, "server", from, until);
        Issue(authority, "client", from, until);
        return X509Certificate2.CreateFromPemFile(Path.Combine(_folder, "client.pem"), Path.Combine(_folder, "client.key"));
    }

    private void Issue(X509Certificate2 authority, string name, DateTimeOffset from, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false));
        using var issued = request.Create(authority, from, until, RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(Path.Combine(_folder, name + ".pem"), issued.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, name + ".key"), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Messages as one stream of counted frames (RFC 5425).</summary>
    public static (byte[] Stream, int Frames) Counted(IEnumerable<ReadOnlyMemory<byte>> messages)
    {
        using var stream = new MemoryStream();
        var frames = 0;
        foreach (var message in messages)
        {
            stream.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{message.Length} ")));
            stream.Write(message.Span);
            frames++;
        }

        return (stream.ToArray(), frames);
    }
}
