namespace Egide.Observe;

/// <summary>Reads records of one format. An instance is used by one thread at a time and may keep caches.</summary>
public interface IDecoder
{
    /// <summary>
    /// Reads one record into <paramref name="into"/>, which comes cleared. Never throws on bad input: a record of
    /// another format is <see cref="Decoding.NotMine"/> (found out cheaply, from its first bytes where it can be),
    /// one of this format that cannot be read is <see cref="Decoding.Broken(string, string)"/>.
    /// </summary>
    /// <param name="record">The record's bytes, without framing; UTF-8, or whatever was found in its place.</param>
    /// <param name="into">Receives what was read.</param>
    Decoding Decode(ReadOnlySpan<byte> record, AuditEvent into);
}
