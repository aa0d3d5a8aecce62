using System.Globalization;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using DuckDBAppender = DuckDB.NET.Native.DuckDBAppender;

namespace Egide.Scope;

/// <summary>
/// The accesses in columns: Parquet segments, each written twice, sorted by account and time and by patient and
/// time, and asked by SQL through DuckDB as a library. Segments are immutable: written under another name, then
/// renamed. Memory is bounded by the segment's rows.
/// </summary>
public sealed class Trail : IDisposable
{
    // Sorting a segment twice is what takes memory; a row group is what an account's rows cost to find (figures in bench/results).
    private const int SegmentRows = 64 * TrailChunk.Rows;
    private const int ChunksGoingRound = 8;
    private const string Spill = ".spill";
    private const string Format = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 8192";
    private static readonly (string Name, string Order)[] Orders = [("account", "account, occurred"), ("patient", "patient, occurred")];

    private readonly string _folder;

    // One to fill tables and write segments with, one to ask: whoever asks may take long, while more is appended.
    private readonly DuckDBConnection _filling;
    private readonly DuckDBConnection _asking;
    private readonly Lock _guard = new();
    private readonly SortedSet<int> _asked = [];
    private readonly TrailChunk[] _chunks = new TrailChunk[ChunksGoingRound];
    private Relay<TrailChunk>? _appending;
    private TrailChunk? _chunk;
    private DuckDBAppender? _appender;
    private int _segments;
    private int _written;
    private int _rows;
    private Task _writing = Task.CompletedTask;

    /// <summary>Writes into (or reads from) a folder, made when absent.</summary>
    public Trail(string folder, int threads = 2, int memoryMegabytes = 384)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        _segments = _written = Directory.GetFiles(folder, "account-*.parquet").Length;
        _filling = Connect(threads, memoryMegabytes);
        _asking = _filling.Duplicate();
        _asking.Open();
        // DuckDB would spill into .tmp where the command was run: care data would lie there, and two runs would share it.
        Execute($"SET temp_directory = '{Quote(Spill)}';");
    }

    /// <summary>Rows appended in this run.</summary>
    public long Count { get; private set; }

    /// <summary>Appends a row; it can be asked for after <see cref="Complete"/>.</summary>
    /// <param name="row">The row.</param>
    /// <param name="identifier">The identifier named, <c>system|value</c>, UTF-8; empty when none.</param>
    /// <param name="query">The query as text when it was a search, UTF-8; else empty.</param>
    public void Append(in TrailRow row, ReadOnlySpan<byte> identifier, ReadOnlySpan<byte> query)
    {
        _chunk ??= Rent();
        _chunk.Add(row, identifier, query);
        Count++;
        if (!_chunk.IsFull) return;
        _appending!.Give(_chunk);
        _chunk = null;
    }

    /// <summary>Writes what is held and makes all rows ready to be asked for.</summary>
    public void Complete()
    {
        if (_chunk is not null) _appending!.Give(_chunk);
        _chunk = null;
        _appending?.Complete();
        if (_rows > 0) Seal();
        _writing.GetAwaiter().GetResult();
        Look([]);
        Execute("DROP VIEW IF EXISTS trail; DROP VIEW IF EXISTS trail_by_patient;");
        if (_segments == 0)
        {
            Execute($"CREATE TABLE trail({TrailChunk.Columns}); CREATE VIEW trail_by_patient AS SELECT * FROM trail;");
            return;
        }

        Execute($"CREATE VIEW trail AS SELECT * FROM read_parquet('{Quote("account-*.parquet")}');");
        Execute($"CREATE VIEW trail_by_patient AS SELECT * FROM read_parquet('{Quote("patient-*.parquet")}');");
    }

    /// <summary>
    /// Makes the rows appended so far ready to be asked for; more may be appended. A segment that is still being written is asked for in
    /// memory. Nobody may ask meanwhile.
    /// </summary>
    public void Settle()
    {
        if (_chunk is not null) _appending!.Give(_chunk);
        _chunk = null;
        _appending?.Complete();
        _appending?.Dispose();
        _appending = null;
        if (_writing.IsCompleted) _writing.GetAwaiter().GetResult();
        if (_appender is not null && NativeMethods.Appender.DuckDBAppenderFlush(_appender) == DuckDBState.Error) throw new IOException("The trail's columns could not be kept.");
        Fill($"CREATE TABLE IF NOT EXISTS no_rows({TrailChunk.Columns});");
        lock (_guard)
        {
            var tables = Enumerable.Range(_written, _segments - _written + (_appender is null ? 0 : 1)).ToList();
            foreach (var (view, name) in new[] { ("trail", "account"), ("trail_by_patient", "patient") })
            {
                var closed = _written == 0 ? "" : $" UNION ALL SELECT * FROM {Files(name, 0, _written)}";
                Fill($"CREATE OR REPLACE VIEW {view} AS SELECT * FROM no_rows{closed}{string.Concat(tables.Select(table => $" UNION ALL SELECT * FROM {Table(table)}"))};");
            }

            Look(tables);
        }
    }

    /// <summary>Segments written, as of the last <see cref="Settle"/> or <see cref="Complete"/>.</summary>
    internal int Closed { get; private set; }

    /// <summary>The tables of the segments not yet written and of the one being filled, as of then.</summary>
    internal IReadOnlyList<string> Open { get; private set; } = [];

    /// <summary>From here to <see cref="End"/>, what is asked is answered as of now, whatever is appended. Call it right after <see cref="Settle"/>.</summary>
    internal void Begin() => Execute("BEGIN TRANSACTION; SELECT count(*) FROM no_rows;");

    /// <summary>What is asked is answered from all that was settled again.</summary>
    /// <param name="kept">Whether what was drawn up since <see cref="Begin"/> stays.</param>
    internal void End(bool kept) => Execute(kept ? "COMMIT;" : "ROLLBACK;");

    /// <summary>Ends what <see cref="Begin"/> began, if it has not ended: a commit that failed has.</summary>
    internal void Abandon()
    {
        try
        {
            End(kept: false);
        }
        catch (DuckDBException)
        {
            // There is nothing to roll back.
        }
    }

    /// <summary>Some of the closed segments, as what SQL reads from.</summary>
    /// <param name="order"><c>account</c> or <c>patient</c>.</param>
    /// <param name="from">The first segment.</param>
    /// <param name="to">The one after the last.</param>
    internal string Files(string order, int from, int to) =>
        $"read_parquet([{string.Join(',', Enumerable.Range(from, to - from).Select(segment => $"'{Quote(Name(order, segment))}'"))}])";

    /// <summary>Takes the rows of some runs of the journal away, and writes anew each segment that has any. Settled before and after; more may be appended.</summary>
    /// <param name="runs">First and last position of each.</param>
    public void Forget(IReadOnlyList<(long First, long Last)> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count == 0) return;
        var gone = In(runs);
        Settle();
        _writing.GetAwaiter().GetResult();
        if (_appender is not null) Fill($"DELETE FROM {Table(_segments)} WHERE {gone};");
        for (var segment = 0; segment < _segments; segment++)
            foreach (var (name, order) in Orders)
            {
                var file = Name(name, segment);
                using var command = _filling.CreateCommand();
                command.CommandText = $"SELECT count(*) FROM (SELECT 1 FROM read_parquet('{Quote(file)}') WHERE {gone} LIMIT 1)";
                if (Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture) == 0) continue;
                Fill($"COPY (SELECT * FROM read_parquet('{Quote(file)}') WHERE NOT ({gone}) ORDER BY {order}) TO '{Quote(file + ".part")}' ({Format});");
                File.Move(Path.Combine(_folder, file + ".part"), Path.Combine(_folder, file), overwrite: true);
            }

        Settle();
    }

    /// <summary>The condition that a row is of one of some runs of the journal.</summary>
    internal static string In(IReadOnlyList<(long First, long Last)> runs) =>
        string.Join(" OR ", runs.Select(run => string.Create(CultureInfo.InvariantCulture, $"\"position\" BETWEEN {run.First} AND {run.Last}")));

    /// <summary>The connection that sees the views <c>trail</c> and <c>trail_by_patient</c>.</summary>
    public DuckDBConnection Connection => _asking;

    /// <summary>Runs a statement that returns nothing, for whoever asks.</summary>
    public void Execute(string sql) => Execute(_asking, sql);

    /// <summary>Waits for a segment being written, then closes.</summary>
    public void Dispose()
    {
        _appending?.Dispose();
        foreach (var chunk in _chunks) chunk?.Dispose();
        _appender?.Dispose();
        try
        {
            _writing.GetAwaiter().GetResult();
        }
        finally
        {
            _asking.Dispose();
            _filling.Dispose();
            if (Directory.Exists(Path.Combine(_folder, Spill))) Directory.Delete(Path.Combine(_folder, Spill), recursive: true);
        }
    }

    private void Fill(string sql) => Execute(_filling, sql);

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    // What was asked for in memory before may go now, if it has been written.
    private void Look(IReadOnlyList<int> tables)
    {
        foreach (var table in _asked.Where(table => table < _written && !tables.Contains(table))) Fill($"DROP TABLE {Table(table)};");
        _asked.Clear();
        _asked.UnionWith(tables);
        (Closed, Open) = (_written, [.. tables.Select(Table)]);
    }

    private static DuckDBConnection Connect(int threads, int memoryMegabytes)
    {
        // Nothing is fetched at run time, and nothing but our own statements reaches the file system.
        var connection = new DuckDBConnection(string.Create(CultureInfo.InvariantCulture,
            $"Data Source=:memory:;threads={threads};memory_limit={memoryMegabytes}MB;autoinstall_known_extensions=false;autoload_known_extensions=false;preserve_insertion_order=false"));
        connection.Open();
        return connection;
    }

    private TrailChunk Rent()
    {
        if (_appending is null)
        {
            for (var i = 0; i < _chunks.Length; i++) _chunks[i] ??= new TrailChunk();
            _appending = new Relay<TrailChunk>(_chunks, Take);
        }

        return _appending.Rent();
    }

    private void Take(TrailChunk chunk)
    {
        _appender ??= BeginSegment();
        _rows += chunk.Count;
        chunk.AppendTo(_appender);
        if (_rows >= SegmentRows) Seal();
    }

    private DuckDBAppender BeginSegment()
    {
        var table = Table(_segments);
        Fill($"CREATE TABLE {table}({TrailChunk.Columns});");
        return NativeMethods.Appender.DuckDBAppenderCreate(_filling.NativeConnection, null!, table, out var appender) == DuckDBState.Success
            ? appender : throw new IOException($"The trail's table {table} could not be filled.");
    }

    private void Seal()
    {
        if (NativeMethods.Appender.DuckDBAppenderClose(_appender!) == DuckDBState.Error) throw new IOException("The trail's columns could not be kept.");
        _appender!.Dispose();
        _appender = null;
        _rows = 0;
        var segment = _segments++;
        // One segment is written while the next is filled, never two: memory stays bounded.
        _writing.GetAwaiter().GetResult();
        _writing = Task.Run(() => WriteSegment(segment));
    }

    private void WriteSegment(int segment)
    {
        using var connection = _filling.Duplicate();
        connection.Open();
        foreach (var (name, order) in Orders)
        {
            var file = Name(name, segment);
            using var command = connection.CreateCommand();
            command.CommandText = string.Create(CultureInfo.InvariantCulture,
                $"COPY (SELECT * FROM {Table(segment)} ORDER BY {order}) TO '{Quote(file + ".part")}' ({Format});");
            command.ExecuteNonQuery();
            File.Move(Path.Combine(_folder, file + ".part"), Path.Combine(_folder, file), overwrite: true);
        }

        lock (_guard)
        {
            _written = segment + 1;
            if (!_asked.Contains(segment)) Execute(connection, $"DROP TABLE {Table(segment)};");
        }
    }

    private static string Table(int segment) => string.Create(CultureInfo.InvariantCulture, $"segment_{segment}");

    private static string Name(string order, int segment) => string.Create(CultureInfo.InvariantCulture, $"{order}-{segment:D5}.parquet");

    private string Quote(string file) => Path.Combine(_folder, file).Replace("'", "''", StringComparison.Ordinal);
}
