using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Egide.Connectors.Live;

namespace Egide.Connectors.Atna;

/// <summary>
/// ITI-20 and any other syslog over TLS (RFC 5425) or plain TCP (RFC 6587). Origins: <c>syslog/tls</c> and the certificate's common
/// name, or <c>syslog/tcp</c> and the address.
/// <para>Counts: <c>records</c> in the journal; <c>connections</c> opened, <c>closed</c>, <c>connections_refused</c> for want of places,
/// <c>accept_failed</c>, <c>idle_closed</c> to make places, <c>reset</c> by the sender or the way; <c>handshake_failed</c> (no certificate,
/// or one of another authority, expired or not allowed), <c>handshake_timed_out</c>; <c>oversize</c> messages kept up to the limit,
/// <c>garbage</c> (no text: closed), <c>truncated</c> (ended or stood still within a message: kept as not understood, closed), <c>miscounted</c> (count too
/// small: kept up to the next), <c>unterminated</c> (a line without an end: kept); <c>refused</c> tries by the journal, <c>lost</c> records
/// that it refused for too long; <c>faulted</c> connections given up for a fault of ours.</para>
/// </summary>
/// <param name="at">Address and port; port 0 takes a free one, told by <see cref="Listening"/>.</param>
/// <param name="tls">Certificates; null for plain TCP, which anyone on the way can read and forge.</param>
/// <param name="limits">How much it bears.</param>
/// <param name="clock">Measures the limits.</param>
public sealed class SyslogListener(IPEndPoint at, SyslogTls? tls, SyslogLimits limits, TimeProvider clock) : ISource
{
    private const int Backlog = 1024;
    private const int LongestFarewell = 10;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<SyslogConnection, IPAddress> _open = [];
    private readonly ConcurrentDictionary<Task, byte> _running = [];
    private readonly SyslogPlaces _places = new(limits.Connections, limits.ConnectionsPerAddress);
    private readonly SyslogOrigins _origins = new(tls is null ? "syslog/tcp" : "syslog/tls");
    private readonly TaskCompletionSource<IPEndPoint> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public WayIn State { get; } = new(tls is null ? "syslog/tcp" : "syslog/tls", at.ToString());

    /// <summary>Where it listens, once it does; failed when it cannot.</summary>
    public Task<IPEndPoint> Listening => _listening.Task;

    /// <inheritdoc/>
    /// <exception cref="SocketException">The address is in use or not this machine's.</exception>
    public async Task Run(LiveIntake intake, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(intake);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var handover = new SyslogHandover(intake, State, clock, limits.Refusal, cancel);
        var listener = Open(at);
        var where = (IPEndPoint)listener.LocalEndPoint!;
        _listening.TrySetResult(where);
        var accepting = Accept(listener, handover, ending.Token);
        while (await Pause(ending.Token).ConfigureAwait(false))
        {
            Watch();
            // Nobody is let in to whom nothing can be promised: who is not answered keeps what he has.
            if (handover.IsRefused && listener is not null)
            {
                listener.Dispose();
                listener = null;
                await accepting.ConfigureAwait(false);
            }
            else if (!handover.IsRefused && listener is null && TryReopen(where) is { } again)
            {
                listener = again;
                accepting = Accept(listener, handover, ending.Token);
            }
        }

        listener?.Dispose();
        await accepting.ConfigureAwait(false);
        await Farewell().ConfigureAwait(false);
    }

    private Socket Open(IPEndPoint where)
    {
        var socket = new Socket(where.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(where);
            socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            _listening.TrySetException(fault);
            throw;
        }
    }

    private Socket? TryReopen(IPEndPoint where)
    {
        try
        {
            return Open(where);
        }
        catch (SocketException fault)
        {
            State.Failed("accept_failed", $"{where} could not be listened on again: {fault.Message}", clock.GetUtcNow());
            return null;
        }
    }

    private async Task<bool> Pause(CancellationToken cancel)
    {
        await Task.Delay(Round, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancel.IsCancellationRequested;
    }

    private async Task Accept(Socket listener, SyslogHandover handover, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptAsync(cancel).ConfigureAwait(false);
                var serving = Serve(socket, handover, cancel);
                _running[serving] = 0;
                _ = serving.ContinueWith(done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
            catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return;
            }
            catch (SocketException fault)
            {
                // Out of descriptors: whoever is here goes on.
                State.Failed("accept_failed", $"A connection to {State.Where} could not be taken: {fault.Message}", clock.GetUtcNow());
                await Pause(cancel).ConfigureAwait(false);
            }
        }
    }

    private async Task Serve(Socket socket, SyslogHandover handover, CancellationToken cancel)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var owned = socket;
        if (socket.RemoteEndPoint is not IPEndPoint { Address: var address }) return;
        if (!_places.TryTake(address))
        {
            State.Count("connections_refused");
            return;
        }

        State.Count("connections");
        try
        {
            SyslogSocket.Prepare(socket);
            Stream network = new NetworkStream(socket, ownsSocket: false);
            if (tls is null) await Read(socket, network, _origins.Of(address), address, handover).ConfigureAwait(false);
            else if (await Greet(network, address, cancel).ConfigureAwait(false) is { } safe) await Read(socket, safe, Name(safe, address), address, handover).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            State.Count("reset");
        }
        catch (Exception fault)
        {
            // A fault of ours in one sender's records is told, and is no reason to leave the others.
            State.Failed("faulted", $"The connection of {address} was given up: {fault.GetType().Name}: {fault.Message}", clock.GetUtcNow());
        }
        finally
        {
            _places.Leave(address);
            State.Count("closed");
        }
    }

    private async Task Read(Socket socket, Stream stream, string origin, IPAddress address, SyslogHandover handover)
    {
        await using var connection = new SyslogConnection(socket, stream, origin, limits, clock, State.Count);
        _open[connection] = address;
        try
        {
            await connection.Run(handover).ConfigureAwait(false);
        }
        finally
        {
            _open.TryRemove(connection, out _);
        }
    }

    private async Task<SslStream?> Greet(Stream network, IPAddress address, CancellationToken cancel)
    {
        var safe = new SslStream(network);
        using var late = new CancellationTokenSource(limits.Handshake, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            await safe.AuthenticateAsServerAsync(tls!.Options(), either.Token).ConfigureAwait(false);
            return safe;
        }
        catch (OperationCanceledException)
        {
            if (late.IsCancellationRequested) State.Count("handshake_timed_out");
        }
        catch (Exception fault) when (fault is AuthenticationException or IOException or System.ComponentModel.Win32Exception)
        {
            State.Failed("handshake_failed", $"No TLS session with {address}: {fault.Message}", clock.GetUtcNow());
        }

        await safe.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    private string Name(SslStream safe, IPAddress address) =>
        safe.RemoteCertificate is X509Certificate2 peer && peer.GetNameInfo(X509NameType.SimpleName, forIssuer: false) is { Length: > 0 } name
            ? _origins.Of(name) : _origins.Of(address);

    private void Watch()
    {
        var full = _places.AreTaken;
        foreach (var connection in _open.Keys)
        {
            connection.Watch();
            if (!full || connection.Idle < limits.Idle) continue;
            State.Count("idle_closed");
            connection.Abort();
        }
    }

    // Senders see the end before they write again, and what they wrote before it is read.
    private async Task Farewell()
    {
        foreach (var connection in _open.Keys) connection.Leave();
        var since = clock.GetTimestamp();
        while (!_open.IsEmpty)
        {
            await Task.Delay(limits.Farewell / 5, clock, CancellationToken.None).ConfigureAwait(false);
            foreach (var connection in _open.Keys)
                if (connection.Idle > limits.Farewell || clock.GetElapsedTime(since) > LongestFarewell * limits.Farewell) connection.Abort();
        }

        await Task.WhenAll(_running.Keys).ConfigureAwait(false);
    }
}
