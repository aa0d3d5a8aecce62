using System.Net.Sockets;

namespace Egide.Connectors.Atna;

/// <summary>Has the system find out which senders are gone without a word.</summary>
internal static class SyslogSocket
{
    private const int QuietSeconds = 60;
    private const int BetweenSeconds = 10;
    private const int Tries = 6;

    public static void Prepare(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, QuietSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, BetweenSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Tries);
    }
}
