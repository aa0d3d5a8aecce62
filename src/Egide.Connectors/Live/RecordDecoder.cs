using Egide.Connectors.Files;
using Egide.Connectors.Mapped;
using Egide.Observe;

namespace Egide.Connectors.Live;

/// <summary>Decodes single records of a live journal again, as the intake did when they came. One instance a thread.</summary>
/// <param name="mappings">As the intake's.</param>
public sealed class RecordDecoder(IReadOnlyList<Mapping> mappings)
{
    private readonly Recognition _recognition = Decoders.Of(mappings);
    private (string Origin, DateOnly Day) _told;

    /// <summary>Decodes a record into <paramref name="into"/>, which is cleared first.</summary>
    /// <param name="origin">Who brought it.</param>
    /// <param name="received">When: the year of dates written without one.</param>
    /// <param name="record">Its bytes.</param>
    /// <param name="into">Receives what was read.</param>
    public Decoding Decode(string origin, DateTimeOffset received, ReadOnlySpan<byte> record, AuditEvent into)
    {
        ArgumentNullException.ThrowIfNull(into);
        var told = (origin, DateOnly.FromDateTime(received.UtcDateTime));
        if (told != _told) _recognition.Begin(new RecordFile(origin, received, Framing.Lines, default));
        _told = told;
        into.Clear();
        return _recognition.Decode(record, into);
    }
}
