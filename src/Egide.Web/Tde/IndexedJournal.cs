using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Egide.Connectors.Live;
using Egide.Connectors.Mapped;
using Egide.Journal;
using Egide.Observe;
using Egide.Web.Live;
using Egide.Web.Tde.Postings;

namespace Egide.Web.Tde;

/// <summary>A live journal as what an index is made of. One thread at a time: it uses the index's own reader.</summary>
internal sealed class IndexedJournal(LiveReader reader, Station station) : Indexed
{
    /// <summary>The journal's origin and verifier key, and what reads it: another program or another mapping may read other values out of the same records.</summary>
    public override string Identity { get; } = string.Join('\n',
    [
        reader.Checkpoint.Origin, File.ReadAllText(Path.Combine(station.Journal, Verifier.KeyFile)).Trim(),
        .. new[] { typeof(TraceIndex), typeof(LiveReader), typeof(AuditEvent) }.Select(type => type.Module.ModuleVersionId.ToString()), .. station.Mappings.Select(Fingerprint),
    ]);

    public override (long Size, byte[] Root) Head()
    {
        reader.Advance();
        return (reader.Count, reader.Checkpoint.Root);
    }

    public override byte[]? Root(long size)
    {
        if (size > reader.Count) reader.Advance();
        return size > 0 && size <= reader.Count ? reader.Root(size) : null;
    }

    private static string Fingerprint(Mapping mapping)
    {
        IEnumerable<string?> said =
        [
            mapping.Name, mapping.IsCsv ? "csv" : "ndjson", mapping.Delimiter?.ToString(), mapping.Zone?.Id, mapping.TimeFormat, mapping.PatientSystem, mapping.Idp, mapping.Source,
            .. mapping.Columns.OrderBy(c => c.Key).Select(c => $"{c.Key}={c.Value}"), .. mapping.Match,
            .. mapping.Values.OrderBy(v => v.Key, StringComparer.Ordinal).SelectMany(v => v.Value.OrderBy(to => to.Key, StringComparer.Ordinal).Select(to => $"{v.Key}: {to.Key}={to.Value}")),
        ];
        return XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(string.Join('\n', said))).ToString("x16", CultureInfo.InvariantCulture);
    }
}
