using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Egide.Connectors.Tests.Live;

/// <summary>A sender in the test's process.</summary>
internal sealed class SyslogClient(Stream stream) : IDisposable
{
    public static async Task<SyslogClient> Tcp(IPEndPoint to)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(to);
        return new SyslogClient(new NetworkStream(socket, ownsSocket: true));
    }

    public static async Task<SyslogClient> Tls(IPEndPoint to, X509Certificate2? certificate, SslProtocols protocols = SslProtocols.None)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(to);
        var safe = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await safe.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "egide",
            EnabledSslProtocols = protocols,
            ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
        });
        return new SyslogClient(safe);
    }

    public async Task Send(string text)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
        await stream.FlushAsync();
    }

    public async Task Send(ReadOnlyMemory<byte> bytes) => await stream.WriteAsync(bytes);

    /// <summary>Whether the listener ended the connection, within a while.</summary>
    public async Task<bool> IsEnded(int seconds = 10)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        try
        {
            return await stream.ReadAsync(new byte[1], late.Token) == 0;
        }
        catch (IOException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public static string Counted(string message) => $"{Encoding.UTF8.GetByteCount(message)} {message}";

    public static string Message(int number) => $"<110>1 2026-11-24T10:00:00Z dpi app - IHE+RFC-3881 - message {number}";

    public void Dispose() => stream.Dispose();
}
