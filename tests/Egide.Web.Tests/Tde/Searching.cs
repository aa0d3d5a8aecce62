using System.Collections.Concurrent;
using Egide.Observe;
using Egide.Web.Live;
using Egide.Web.Tde;
using Egide.Web.Tde.Search;
using Microsoft.Extensions.Logging;

namespace Egide.Web.Tests.Tde;

/// <summary>A station's index and the searches in it, without the web server.</summary>
internal sealed class Searching : IAsyncDisposable, ILogger<TraceIndex>
{
    private readonly Station _station;
    private readonly TraceSearch _search;

    private Searching(Station station)
    {
        _station = station;
        Index = new TraceIndex(station, station.Names, TimeProvider.System, this);
        _search = new TraceSearch(Index, new TraceArchive(station, station.Names, TimeProvider.System));
    }

    public TraceIndex Index { get; }

    /// <summary>What was said in the log.</summary>
    public ConcurrentQueue<string> Said { get; } = new();

    /// <summary>Starts one, and waits until all that the station has can be searched.</summary>
    public static async Task<Searching> Over(Station station)
    {
        // As after a start: all that the journal holds is published.
        await station.Intake.Publish(null, CancellationToken.None);
        var searching = new Searching(station);
        await searching.Index.StartAsync(CancellationToken.None);
        await searching.Whole();
        return searching;
    }

    public async Task Whole()
    {
        await _station.Intake.Publish(null, CancellationToken.None);
        var count = _station.Count;
        for (var i = 0; i < 400 && (Index.Searchable < count || !Index.IsWhole); i++) await Task.Delay(25);
        Assert.True(Index.IsWhole && Index.Searchable >= count, string.Join('\n', Said));
    }

    /// <summary>Positions on each page of a search, to the last.</summary>
    public List<List<long>> Pages(params (string Name, string Value)[] parameters)
    {
        var pages = new List<List<long>>();
        for (var next = parameters.ToList(); ;)
        {
            var query = SearchQuery.Parse(next, Instant.From(TimeProvider.System.GetUtcNow())).Query!;
            var page = _search.Find(query);
            pages.Add([.. page.Entries.Select(entry => entry.Position)]);
            if (page.Last is not { } last) return pages;
            var link = query.Next("AuditEvent", last);
            next = [.. link[(link.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&').Select(p => p.Split('=', 2)).Select(p => (Uri.UnescapeDataString(p[0]), Uri.UnescapeDataString(p[1])))];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Index.StopAsync(CancellationToken.None);
        Index.Dispose();
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Said.Enqueue(formatter(state, exception));
}
