using Egide.Observe;
using Egide.Observe.Imputation;
using Egide.Scope;

namespace Egide.Report;

/// <summary>Tells of each source what was counted.</summary>
internal sealed class SourceMaker(Flow flow)
{
    private static readonly string[] Missing = ["person", "session", "patient", "category", "address", "device", "time", "outcome"];

    /// <summary>All sources; those given carry what the intake put in quarantine, by file.</summary>
    public List<SourceDossier> Make(IReadOnlyList<SourceDossier> quarantined)
    {
        var result = new List<SourceDossier>();
        foreach (var (name, tally) in flow.Sources.OrderByDescending(s => s.Value.Events))
        {
            var clock = flow.Clocks.GetValueOrDefault(name);
            result.Add(new SourceDossier
            {
                Name = name,
                Formats = [.. tally.Formats.Select(f => f.ToString())],
                Events = tally.Events,
                Span = tally.First > tally.Last ? null : (Instant.ToDateTimeOffset(tally.First + clock.Correction), Instant.ToDateTimeOffset(tally.Last + clock.Correction)),
                Quarantined = quarantined.FirstOrDefault(q => q.Name == name)?.Quarantined ?? new Dictionary<string, long>(),
                Remarks = quarantined.FirstOrDefault(q => q.Name == name)?.Remarks ?? [],
                Duplicates = flow.Absorbed.Duplicates.GetValueOrDefault(name),
                Grades = Enum.GetValues<Grade>().ToDictionary(g => g.ToString(), g => tally.Grades[(int)g]),
                Missing = Missing.Select((m, i) => (m, tally.Missing[i])).Where(m => m.Item2 > 0).ToDictionary(m => m.m, m => m.Item2),
                Score = Enum.GetValues<Grade>().Sum(g => tally.Grades[(int)g] * (1 - (int)g * 0.25)) / Math.Max(1, tally.Events),
                Silences = [.. tally.Silences().Select(s => new CoverageGap(name, Instant.ToDateTimeOffset(s.From + clock.Correction), Instant.ToDateTimeOffset(s.To + clock.Correction),
                    new("Aucun événement alors que cette source en écrit d’habitude.", "No event, though this source usually writes some.")))],
                Drift = (clock.Correction / (double)Instant.Second, clock.Pairs),
                DeclarationDelay = tally.Delay,
                OutOfTime = tally.OutOfTime,
                Undated = tally.Undated,
            });
        }

        result.AddRange(quarantined.Where(q => !flow.Sources.ContainsKey(q.Name)));
        return result;
    }
}
