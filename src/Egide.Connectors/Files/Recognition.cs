using Egide.Observe;

namespace Egide.Connectors.Files;

/// <summary>
/// Finds the decoder of each record: the one that last took a record of the file first, then the others. One instance
/// a worker, since decoders keep caches.
/// </summary>
/// <param name="decoders">In the order in which they are tried.</param>
/// <param name="syslog">Reads syslog headers; null when records have none.</param>
public sealed class Recognition(IReadOnlyList<IDecoder> decoders, SyslogStripper? syslog)
{
    private const int LineEnd = 2;
    private RecordFile? _file;
    private int _last;

    /// <summary>
    /// Decodes record <paramref name="index"/> of <paramref name="block"/> into <paramref name="into"/>, which is
    /// cleared first. <see cref="DecodingKind.NotMine"/> means that no decoder takes it.
    /// </summary>
    public Decoding Decode(RecordBlock block, int index, AuditEvent into)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(into);
        if (!ReferenceEquals(block.File, _file) && block.File is { } file) Begin(file);
        into.Clear();
        return block[index].Note switch
        {
            RecordNote.TooLarge => Decoding.Broken(UnreadCode.TooLarge, "larger than the limit for one record"),
            RecordNote.Binary => Decoding.Broken(UnreadCode.NotText, "not text"),
            _ => Decode(block.Record(index), into),
        };
    }

    /// <summary>Decodes one record into <paramref name="into"/>, which comes cleared.</summary>
    public Decoding Decode(ReadOnlySpan<byte> record, AuditEvent into)
    {
        ArgumentNullException.ThrowIfNull(into);
        if (syslog is null || !MayBeFrame(record) || !syslog(record, out var header, out var start)) return Try(record, into);
        if (IsCut(record, header)) return Decoding.Broken(UnreadCode.Incomplete, "syslog message: shorter than its octet count");
        var decoding = Try(record[start..], into);
        if (decoding.Kind == DecodingKind.Event) Complete(into, header);
        return decoding;
    }

    /// <summary>The records that follow come from <paramref name="file"/>.</summary>
    public void Begin(RecordFile file)
    {
        _file = file;
        foreach (var decoder in decoders)
        {
            if (decoder is IFileAware aware) aware.Begin(file);
        }
    }

    private static bool MayBeFrame(ReadOnlySpan<byte> record) =>
        record.Length > 4 && (record[0] == '<' ? char.IsAsciiDigit((char)record[1]) : char.IsAsciiDigit((char)record[0]) && record[..Math.Min(12, record.Length)].IndexOf(" <"u8) > 0);

    // Where messages are told apart by line, the line's end that the count may include is not in the record.
    private static bool IsCut(ReadOnlySpan<byte> record, SyslogHeader header) =>
        header.Octets is { } octets && octets - LineEnd > record.Length - record.IndexOf((byte)' ') - 1;

    private Decoding Try(ReadOnlySpan<byte> message, AuditEvent into)
    {
        if (decoders.Count == 0) return Decoding.NotMine;
        var decoding = decoders[_last].Decode(message, into);
        if (decoding.Kind != DecodingKind.NotMine) return decoding;
        for (var i = 0; i < decoders.Count; i++)
        {
            if (i == _last) continue;
            into.Clear();
            decoding = decoders[i].Decode(message, into);
            if (decoding.Kind == DecodingKind.NotMine) continue;
            // A broken record says little of the next ones: only a read one moves its decoder to the front.
            if (decoding.Kind == DecodingKind.Event) _last = i;
            return decoding;
        }

        into.Clear();
        return Decoding.NotMine;
    }

    private static void Complete(AuditEvent into, SyslogHeader header)
    {
        into.Syslog = header;
        if (header.Timestamp is { } text
            && LogTime.TryIso(System.Text.Encoding.ASCII.GetBytes(text), out var declared, out var zoneMissing, out _))
        {
            into.Declared ??= declared;
            if (into.ZoneMissing && !zoneMissing && into.Occurred is { } wall && LogTime.Zoned(wall, declared) is { } zoned) (into.Occurred, into.ZoneMissing) = (zoned, false);
            // A log line without a time of its own happened when its header says.
            if (into.Occurred is null && into.Format >= RecordFormat.KeycloakUser)
            {
                into.Occurred = declared;
                into.ZoneMissing |= zoneMissing;
            }
        }

        if (header.Hostname != "-") into.SourceId ??= header.Hostname;
    }
}
