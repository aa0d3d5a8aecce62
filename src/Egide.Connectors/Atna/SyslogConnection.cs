using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Egide.Connectors.Live;

namespace Egide.Connectors.Atna;

/// <summary>
/// One sender's connection. One loop takes bytes off the socket as far as the pipe has room, another cuts messages and hands them
/// over, many at a time; what is slow makes the sender wait. An idle connection holds no buffer.
/// </summary>
internal sealed class SyslogConnection(Socket socket, Stream stream, string origin, SyslogLimits limits, TimeProvider clock, Action<string, long> count) : IAsyncDisposable
{
    private const int Ahead = 256 << 10;
    private static readonly PipeOptions Room = new(pauseWriterThreshold: Ahead, resumeWriterThreshold: Ahead / 2, minimumSegmentSize: 16 << 10, useSynchronizationContext: false);
    private readonly Pipe _pipe = new(Room);
    private readonly SyslogCutter _cutter = new(limits.LargestMessage, what => count(what, 1));
    private readonly List<Range> _cuts = [];
    private byte[] _waiting = [];
    private int _length;
    private long _lastRead = clock.GetTimestamp();
    private long _begun;
    private volatile bool _leaving;

    /// <summary>How long nothing has come in.</summary>
    public TimeSpan Idle => clock.GetElapsedTime(Volatile.Read(ref _lastRead));

    private bool IsOverdue => Volatile.Read(ref _begun) is var begun and not 0
        && (clock.GetElapsedTime(begun) > limits.Message || (_cutter.MayBeWhole && Idle > limits.Quiet));

    /// <summary>Runs until the sender ends it, or nothing more can be taken of it.</summary>
    public async Task Run(SyslogHandover handover)
    {
        var filling = Fill();
        try
        {
            while (true)
            {
                var read = await _pipe.Reader.ReadAsync().ConfigureAwait(false);
                if (!read.Buffer.IsEmpty) Append(read.Buffer);
                _pipe.Reader.AdvanceTo(read.Buffer.End);
                var final = read.IsCompleted || (read.IsCanceled && IsOverdue);
                if (!await Deliver(handover, final).ConfigureAwait(false) || read.IsCompleted) break;
            }
        }
        finally
        {
            await _pipe.Reader.CompleteAsync().ConfigureAwait(false);
            Abort();
            await filling.ConfigureAwait(false);
            Keep(0);
        }
    }

    /// <summary>Looks whether a message has been under way for too long; to be called about every second.</summary>
    public void Watch()
    {
        if (IsOverdue) _pipe.Reader.CancelPendingRead();
    }

    /// <summary>
    /// Tells the sender that nothing more is wanted, but reads on what it has under way. Without TLS's own farewell, which a sender
    /// that looks for the end before it writes would take for data.
    /// </summary>
    public void Leave()
    {
        _leaving = true;
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            Abort();
        }
    }

    /// <summary>Ends it now; what was read is still handed over.</summary>
    public void Abort()
    {
        _leaving = true;
        socket.Dispose();
    }

    /// <summary>Gives the stream back.</summary>
    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        await stream.DisposeAsync().ConfigureAwait(false);
    }

    private async Task Fill()
    {
        try
        {
            while (true)
            {
                // Waits without a buffer, so that thousands may be idle.
                await stream.ReadAsync(Memory<byte>.Empty).ConfigureAwait(false);
                var got = await stream.ReadAsync(_pipe.Writer.GetMemory(16 << 10)).ConfigureAwait(false);
                if (got == 0) break;
                Volatile.Write(ref _lastRead, clock.GetTimestamp());
                _pipe.Writer.Advance(got);
                var flushed = await _pipe.Writer.FlushAsync().ConfigureAwait(false);
                if (flushed.IsCompleted) break;
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException)
        {
            if (fault is not ObjectDisposedException && !_leaving) count("reset", 1);
        }

        await _pipe.Writer.CompleteAsync().ConfigureAwait(false);
    }

    private void Append(ReadOnlySequence<byte> bytes)
    {
        var length = checked((int)(_length + bytes.Length));
        if (_waiting.Length < length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length, _length > 0 ? 2 * _waiting.Length : 0));
            _waiting.AsSpan(0, _length).CopyTo(larger);
            if (_waiting.Length > 0) ArrayPool<byte>.Shared.Return(_waiting);
            _waiting = larger;
        }

        bytes.CopyTo(_waiting.AsSpan(_length));
        _length = length;
    }

    /// <summary>False when the connection cannot go on.</summary>
    private async Task<bool> Deliver(SyslogHandover handover, bool final)
    {
        if (_length == 0) return true;
        var begun = Interlocked.Exchange(ref _begun, 0); // a slow journal is no slow sender
        _cuts.Clear();
        var done = _cutter.Cut(_waiting.AsSpan(0, _length), final, _cuts);
        if (_cuts.Count > 0 && !await handover.Give(new Delivery(origin, Messages())).ConfigureAwait(false)) return false;
        Keep(_length - done);
        if (_length > 0) Volatile.Write(ref _begun, begun == 0 || done > 0 ? clock.GetTimestamp() : begun);
        return !_cutter.IsLost;
    }

    private ReadOnlyMemory<byte>[] Messages()
    {
        var messages = new ReadOnlyMemory<byte>[_cuts.Count];
        for (var i = 0; i < messages.Length; i++) messages[i] = _waiting.AsMemory(_cuts[i]);
        return messages;
    }

    private void Keep(int tail)
    {
        if (tail > 0)
        {
            _waiting.AsSpan(_length - tail, tail).CopyTo(_waiting);
        }
        else if (_waiting.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_waiting);
            _waiting = [];
        }

        _length = tail;
    }
}
