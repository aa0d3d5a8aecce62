using System.Globalization;
using Egide.Report;

namespace Egide.Web.Live;

/// <summary>Something about a source that somebody must look at: what it no longer writes, nobody will find.</summary>
/// <param name="Source">The source.</param>
/// <param name="What">What is wrong, and what to do.</param>
public sealed record Trouble(string Source, Text What)
{
    // So many events were to be expected in the silence that chance does not explain it (Poisson: e⁻²⁰).
    private const double Missed = 20;
    private const double Drift = 5;
    private const double Unread = 0.05;
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);

    /// <summary>What troubles the sources of a dossier, whose latest event of all is at <paramref name="reached"/>.</summary>
    public static IEnumerable<Trouble> Of(Dossier dossier, DateTimeOffset? reached)
    {
        foreach (var source in dossier.Sources.Where(s => !s.Document))
        {
            if (source.Span is { } span && reached is { } now)
            {
                // Quiet hours of every night and week are in the mean: only what outlasts them stands out.
                var life = (span.Last - span.First).TotalHours;
                var silence = now - span.Last;
                if (silence > Shortest && life > 24 && source.Events / life * silence.TotalHours > Missed && silence.TotalHours > 12)
                    yield return new Trouble(source.Name, new(string.Create(CultureInfo.InvariantCulture, $"muette depuis {silence.TotalHours:0} h : vérifier qu’elle envoie encore."), string.Create(CultureInfo.InvariantCulture, $"silent for {silence.TotalHours:0} h: check that it still sends.")));
            }

            if (source.Drift.Pairs > 0 && Math.Abs(source.Drift.Seconds) >= Drift)
                yield return new Trouble(source.Name, new(string.Create(CultureInfo.InvariantCulture, $"horloge écartée de {source.Drift.Seconds:0.0} s : la remettre à l’heure (NTP)."), string.Create(CultureInfo.InvariantCulture, $"clock off by {source.Drift.Seconds:0.0} s: set it (NTP).")));
            var unread = source.Quarantined.Where(q => q.Key != Observe.UnreadCode.NotAuditEvent).Sum(q => q.Value);
            if (unread > 0 && unread > Unread * (source.Events + unread))
                yield return new Trouble(source.Name, new(string.Create(CultureInfo.InvariantCulture, $"{unread} enregistrements non compris : demander à l’éditeur quel format il écrit, ou donner un fichier de correspondance."), string.Create(CultureInfo.InvariantCulture, $"{unread} records not understood: ask the editor which format it writes, or give a mapping file.")));
            if (source.Events > 100 && source.Score < 0.5)
                yield return new Trouble(source.Name, new("ses événements ne disent pas qui a vu qui : demander à l’éditeur la personne, la session et le patient dans chaque événement.", "its events do not say who saw whom: ask the editor for the person, the session and the patient in each event."));
        }
    }
}
