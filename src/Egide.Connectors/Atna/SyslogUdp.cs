using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Egide.Connectors.Live;

namespace Egide.Connectors.Atna;

/// <summary>
/// Syslog over UDP (RFC 5426): a datagram is a record. Nobody answers and the sender's address can be forged; use TLS where it
/// matters. Origins: <c>syslog/udp</c> and the address.
/// <para>Counts: <c>records</c> in the journal; <c>empty</c> datagrams; <c>dropped</c> by the system because the journal was slower
/// (Linux tells); <c>receive_failed</c>; <c>refused</c> tries by the journal, <c>lost</c> records that it refused for too long.</para>
/// </summary>
/// <param name="at">Address and port; port 0 takes a free one, told by <see cref="Listening"/>.</param>
/// <param name="limits">How long a refusal is borne.</param>
/// <param name="clock">Measures it.</param>
public sealed class SyslogUdp(IPEndPoint at, SyslogLimits limits, TimeProvider clock) : ISource
{
    private const int LargestDatagram = 65_536;
    private const int Waiting = 16_384;
    private const int Together = 2_048;
    private const int AskedOfSystem = 16 << 20;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);
    private readonly SyslogOrigins _origins = new("syslog/udp");
    private readonly TaskCompletionSource<IPEndPoint> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public WayIn State { get; } = new("syslog/udp", at.ToString());

    /// <summary>Where it listens, once it does; failed when it cannot.</summary>
    public Task<IPEndPoint> Listening => _listening.Task;

    /// <inheritdoc/>
    /// <exception cref="SocketException">The address is in use or not this machine's.</exception>
    public async Task Run(LiveIntake intake, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(intake);
        using var socket = Open();
        var where = (IPEndPoint)socket.LocalEndPoint!;
        // While the journal is slow the system's buffer fills, and what it drops it counts.
        var queue = Channel.CreateBounded<(IPAddress From, byte[] Datagram)>(new BoundedChannelOptions(Waiting) { SingleReader = true, SingleWriter = true });
        var handing = HandOver(queue.Reader, new SyslogHandover(intake, State, clock, limits.Refusal, cancel));
        var drops = new UdpDrops(where.Port, number => State.Count("dropped", number));
        await using var looking = clock.CreateTimer(_ => drops.Look(), null, Round, Round);
        _listening.TrySetResult(where);
        await Receive(socket, queue.Writer, cancel).ConfigureAwait(false);
        queue.Writer.Complete();
        await handing.ConfigureAwait(false);
        drops.Look();
    }

    private Socket Open()
    {
        var socket = new Socket(at.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.ReceiveBufferSize = AskedOfSystem;
            socket.Bind(at);
            return socket;
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            _listening.TrySetException(fault);
            throw;
        }
    }

    private async Task Receive(Socket socket, ChannelWriter<(IPAddress, byte[])> queue, CancellationToken cancel)
    {
        var buffer = new byte[LargestDatagram];
        var from = new SocketAddress(socket.AddressFamily);
        var any = new IPEndPoint(at.Address, 0);
        var left = Waiting;
        while (true)
        {
            try
            {
                // Once stopped, what the system holds already is still read, but not what keeps coming.
                if (cancel.IsCancellationRequested && (socket.Available == 0 || left-- == 0)) return;
                var length = await socket.ReceiveFromAsync(buffer, SocketFlags.None, from, cancel.IsCancellationRequested ? default : cancel).ConfigureAwait(false);
                if (length == 0) State.Count("empty");
                else await queue.WriteAsync((((IPEndPoint)any.Create(from)).Address, buffer[..length]), CancellationToken.None).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                continue;
            }
            catch (SocketException fault)
            {
                State.Failed("receive_failed", $"A datagram could not be read at {State.Where}: {fault.Message}", clock.GetUtcNow());
                await Task.Delay(Round, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task HandOver(ChannelReader<(IPAddress From, byte[] Datagram)> queue, SyslogHandover handover)
    {
        var batch = new List<(string Origin, ReadOnlyMemory<byte> Record)>();
        while (await queue.WaitToReadAsync().ConfigureAwait(false))
        {
            batch.Clear();
            while (batch.Count < Together && queue.TryRead(out var next)) batch.Add((_origins.Of(next.From), next.Datagram));
            await Task.WhenAll(batch.GroupBy(one => one.Origin, StringComparer.Ordinal)
                .Select(each => handover.Give(new Delivery(each.Key, [.. each.Select(one => one.Record)])))).ConfigureAwait(false);
        }
    }
}
