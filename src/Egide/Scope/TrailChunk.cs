using DuckDB.NET.Native;

namespace Egide.Scope;

/// <summary>
/// Rows of the trail in DuckDB's own memory, column by column: what the appender of its driver does a value at a time through
/// boxes and strings. Its columns are those of <see cref="Columns"/>, in that order.
/// </summary>
internal sealed unsafe class TrailChunk : IDisposable
{
    /// <summary>DuckDB's vector size.</summary>
    public const int Rows = 2048;

    public const string Columns = """
        "position" BIGINT, occurred BIGINT, account INTEGER, session INTEGER, patient BIGINT, identifier VARCHAR,
        controller INTEGER, source INTEGER, categories INTEGER, kind UTINYINT, flags USMALLINT, unnamed INTEGER, query VARCHAR, results INTEGER
        """;

    private const int Identifier = 5, Query = 12;

    private static readonly DuckDBType[] Types =
    [
        DuckDBType.BigInt, DuckDBType.BigInt, DuckDBType.Integer, DuckDBType.Integer, DuckDBType.BigInt, DuckDBType.Varchar,
        DuckDBType.Integer, DuckDBType.Integer, DuckDBType.Integer, DuckDBType.UnsignedTinyInt, DuckDBType.UnsignedSmallInt, DuckDBType.Integer, DuckDBType.Varchar, DuckDBType.Integer,
    ];

    private readonly DuckDBDataChunk _chunk;
    private readonly nint[] _vectors = new nint[Types.Length];
    private readonly nint[] _data = new nint[Types.Length];

    public TrailChunk()
    {
        var types = Array.ConvertAll(Types, NativeMethods.LogicalType.DuckDBCreateLogicalType);
        _chunk = NativeMethods.DataChunks.DuckDBCreateDataChunk(Array.ConvertAll(types, type => type.DangerousGetHandle()), (ulong)types.Length);
        foreach (var type in types) type.Dispose();
        Point();
    }

    public int Count { get; private set; }

    public bool IsFull => Count == Rows;

    /// <summary>Adds a row; an empty text is none.</summary>
    public void Add(in TrailRow row, ReadOnlySpan<byte> identifier, ReadOnlySpan<byte> query)
    {
        var at = Count++;
        ((long*)_data[0])[at] = row.Position;
        ((long*)_data[1])[at] = row.At;
        ((int*)_data[2])[at] = row.Account;
        ((int*)_data[3])[at] = row.Session;
        ((long*)_data[4])[at] = row.Patient;
        Set(Identifier, at, identifier);
        ((int*)_data[6])[at] = row.Controller;
        ((int*)_data[7])[at] = row.Source;
        ((int*)_data[8])[at] = row.Categories;
        ((byte*)_data[9])[at] = row.Kind;
        ((ushort*)_data[10])[at] = row.Flags;
        ((int*)_data[11])[at] = row.Unnamed;
        Set(Query, at, query);
        ((int*)_data[13])[at] = row.Results;
    }

    /// <summary>Gives the rows to an appender and is empty again.</summary>
    /// <exception cref="IOException">DuckDB refused them.</exception>
    public void AppendTo(DuckDBAppender appender)
    {
        NativeMethods.DataChunks.DuckDBDataChunkSetSize(_chunk, (ulong)Count);
        if (NativeMethods.Appender.DuckDBAppendDataChunk(appender, _chunk) == DuckDBState.Error)
        {
            using var error = NativeMethods.Appender.DuckDBAppenderErrorData(appender);
            throw new IOException($"The trail's columns could not be kept: {NativeMethods.ErrorData.DuckDBErrorDataMessage(error)}");
        }

        NativeMethods.DataChunks.DuckDBDataChunkReset(_chunk);
        Count = 0;
        Point();
    }

    public void Dispose() => _chunk.Dispose();

    private void Point()
    {
        for (var i = 0; i < Types.Length; i++)
        {
            _vectors[i] = NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk, i);
            _data[i] = (nint)NativeMethods.Vectors.DuckDBVectorGetData(_vectors[i]);
        }

        NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(_vectors[Identifier]);
        NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(_vectors[Query]);
    }

    private void Set(int column, int at, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            NativeMethods.Vectors.DuckDBVectorGetValidity(_vectors[column])[at >> 6] &= ~(1UL << (at & 63));
            return;
        }

        fixed (byte* bytes = text) NativeMethods.Vectors.DuckDBVectorAssignStringElementLength(_vectors[column], (ulong)at, bytes, text.Length);
    }
}
