using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Egide.Web.Live;

/// <summary>Tells pages that are open what is new. A reader that does not keep up misses words, never states: each says only "look again".</summary>
public sealed class News
{
    private const int Behind = 16;
    private readonly ConcurrentDictionary<Channel<string>, bool> _readers = new();

    /// <summary>Tells everybody.</summary>
    public void Tell(string what)
    {
        foreach (var reader in _readers.Keys) reader.Writer.TryWrite(what);
    }

    /// <summary>What is told from now on, until cancelled.</summary>
    public async IAsyncEnumerable<string> Read([EnumeratorCancellation] CancellationToken cancel)
    {
        var channel = Channel.CreateBounded<string>(new BoundedChannelOptions(Behind) { FullMode = BoundedChannelFullMode.DropOldest });
        _readers[channel] = true;
        try
        {
            await foreach (var what in channel.Reader.ReadAllAsync(cancel).ConfigureAwait(false)) yield return what;
        }
        finally
        {
            _readers.TryRemove(channel, out _);
        }
    }
}
