using Egide.Connectors.Files;
using Egide.Observe;
using Egide.Report;

namespace Egide.Web.Live;

/// <summary>Counts of the records not understood, by source and reason; the records themselves are in the journal. Thread-safe.</summary>
internal sealed class Quarantined
{
    private readonly Dictionary<string, Dictionary<string, long>> _reasons = new(StringComparer.Ordinal);
    private readonly Lock _guard = new();

    public long Count { get; private set; }

    public void Add(QuarantinedRecord record)
    {
        lock (_guard)
        {
            Count++;
            var source = SourceName.OfFile(record.File);
            if (!_reasons.TryGetValue(source, out var reasons)) _reasons[source] = reasons = [];
            reasons[record.Reason] = reasons.GetValueOrDefault(record.Reason) + 1;
        }
    }

    /// <summary>As the report wants them.</summary>
    public List<SourceDossier> Sources()
    {
        lock (_guard)
        {
            return [.. _reasons.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => new SourceDossier
            {
                Name = r.Key, Formats = [], Events = 0, Span = null, Quarantined = new Dictionary<string, long>(r.Value), Duplicates = 0, Grades = new Dictionary<string, long>(),
                Missing = new Dictionary<string, long>(), Score = 0, Silences = [], Drift = default, DeclarationDelay = null,
            })];
        }
    }
}
