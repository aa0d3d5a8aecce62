using System.Globalization;
using DuckDB.NET.Data;

namespace Egide.Scope;

/// <summary>
/// The accesses in columns: Parquet segments, each written twice, sorted by account and time and by patient and
/// time, and asked by SQL through DuckDB as a library. Segments are immutable: written under another name, then
/// renamed. Memory is bounded by the segment's rows.
/// </summary>
public sealed class Trail : IDisposable
{
    private const int SegmentRows = 1_000_000;

    private const string Columns = """
        "position" BIGINT, occurred BIGINT, account INTEGER, session INTEGER, patient BIGINT, identifier VARCHAR,
        controller INTEGER, source INTEGER, categories INTEGER, kind UTINYINT, flags USMALLINT, unnamed INTEGER, query VARCHAR
        """;

    private readonly string _folder;
    private readonly DuckDBConnection _connection;
    private DuckDBAppender? _appender;
    private int _segments;
    private int _rows;
    private Task _writing = Task.CompletedTask;

    /// <summary>Writes into (or reads from) a folder, made when absent.</summary>
    public Trail(string folder, int threads = 2, int memoryMegabytes = 512)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        _segments = Directory.GetFiles(folder, "account-*.parquet").Length;
        _connection = Open(threads, memoryMegabytes);
    }

    /// <summary>Rows appended in this run.</summary>
    public long Count { get; private set; }

    /// <summary>Appends a row; it can be asked for after <see cref="Complete"/>.</summary>
    public void Append(in TrailRow row)
    {
        _appender ??= Begin();
        var values = _appender.CreateRow();
        values.AppendValue(row.Position).AppendValue(row.At).AppendValue(row.Account).AppendValue(row.Session)
            .AppendValue(row.Patient).AppendValue(row.Identifier).AppendValue(row.Controller).AppendValue(row.Source)
            .AppendValue(row.Categories).AppendValue(row.Kind).AppendValue(row.Flags).AppendValue(row.Unnamed)
            .AppendValue(row.Query).EndRow();
        Count++;
        if (++_rows >= SegmentRows) Seal();
    }

    /// <summary>Writes what is held and makes all rows ready to be asked for.</summary>
    public void Complete()
    {
        if (_rows > 0) Seal();
        _writing.GetAwaiter().GetResult();
        Execute("DROP VIEW IF EXISTS trail; DROP VIEW IF EXISTS trail_by_patient;");
        if (_segments == 0)
        {
            Execute($"CREATE TABLE trail({Columns}); CREATE VIEW trail_by_patient AS SELECT * FROM trail;");
            return;
        }

        Execute($"CREATE VIEW trail AS SELECT * FROM read_parquet('{Quote("account-*.parquet")}');");
        Execute($"CREATE VIEW trail_by_patient AS SELECT * FROM read_parquet('{Quote("patient-*.parquet")}');");
    }

    /// <summary>The connection that sees the views <c>trail</c> and <c>trail_by_patient</c>.</summary>
    public DuckDBConnection Connection => _connection;

    /// <summary>Runs a statement that returns nothing.</summary>
    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Waits for a segment being written, then closes.</summary>
    public void Dispose()
    {
        _appender?.Dispose();
        try
        {
            _writing.GetAwaiter().GetResult();
        }
        finally
        {
            _connection.Dispose();
        }
    }

    private static DuckDBConnection Open(int threads, int memoryMegabytes)
    {
        // Nothing is fetched at run time, and nothing but our own statements reaches the file system.
        var connection = new DuckDBConnection(string.Create(CultureInfo.InvariantCulture,
            $"Data Source=:memory:;threads={threads};memory_limit={memoryMegabytes}MB;autoinstall_known_extensions=false;autoload_known_extensions=false;preserve_insertion_order=false"));
        connection.Open();
        return connection;
    }

    private DuckDBAppender Begin()
    {
        Execute(string.Create(CultureInfo.InvariantCulture, $"CREATE TABLE segment_{_segments}({Columns});"));
        return _connection.CreateAppender(string.Create(CultureInfo.InvariantCulture, $"segment_{_segments}"));
    }

    private void Seal()
    {
        _appender!.Close();
        _appender.Dispose();
        _appender = null;
        _rows = 0;
        var segment = _segments++;
        // One segment is written while the next is filled, never two: memory stays bounded.
        _writing.GetAwaiter().GetResult();
        _writing = Task.Run(() => WriteSegment(segment));
    }

    private void WriteSegment(int segment)
    {
        using var connection = _connection.Duplicate();
        connection.Open();
        foreach (var (name, order) in new[] { ("account", "account, occurred"), ("patient", "patient, occurred") })
        {
            var file = string.Create(CultureInfo.InvariantCulture, $"{name}-{segment:D5}.parquet");
            using var command = connection.CreateCommand();
            command.CommandText = string.Create(CultureInfo.InvariantCulture,
                $"COPY (SELECT * FROM segment_{segment} ORDER BY {order}) TO '{Quote(file + ".part")}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 131072);");
            command.ExecuteNonQuery();
            File.Move(Path.Combine(_folder, file + ".part"), Path.Combine(_folder, file), overwrite: true);
        }

        using var drop = connection.CreateCommand();
        drop.CommandText = string.Create(CultureInfo.InvariantCulture, $"DROP TABLE segment_{segment};");
        drop.ExecuteNonQuery();
    }

    private string Quote(string file) => Path.Combine(_folder, file).Replace("'", "''", StringComparison.Ordinal);
}
