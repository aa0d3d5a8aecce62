using Egide.Observe.Data;
using Egide.Observe.Imputation;

namespace Egide.Observe;

/// <summary>The fixed part of an <see cref="Access"/>, written to spool files as it lies in memory.</summary>
public struct AccessHeader
{
    /// <summary>Journal position of the record.</summary>
    public long Position;

    /// <summary>When it happened, corrected for its source's clock: microseconds since 1970, UTC.</summary>
    public long Time;

    /// <summary>When it was declared, in the same unit; 0 when the record does not say.</summary>
    public long Declared;

    /// <summary>Hash of the record's bytes: two records with the same are one.</summary>
    public ulong Fingerprint;

    /// <summary>Bytes of the response; -1 unknown.</summary>
    public long ResponseBytes;

    /// <summary>Results the source says it returned; -1 unknown.</summary>
    public int ResultCount;

    /// <summary>Results asked for on one page; 0 unknown.</summary>
    public int PageSize;

    /// <summary>Categories an access of this kind shows of each patient.</summary>
    public DataCategory Categories;

    /// <summary>Position of the twin that filled fields here; -1 none.</summary>
    public long Twin;

    /// <summary>Which texts came from the twin: bit = <see cref="AccessText"/>.</summary>
    public ushort Filled;

    /// <summary>HTTP status; 0 unknown.</summary>
    public ushort Status;

    /// <summary>What the record lacks.</summary>
    public Missing Missing;

    /// <summary>Yes-or-no facts.</summary>
    public AccessFlags Flags;

    /// <summary>What was done.</summary>
    public EventKind Kind;

    /// <summary>What the record was written in.</summary>
    public RecordFormat Format;

    /// <summary>How well the event can be imputed.</summary>
    public Grade Grade;
}
