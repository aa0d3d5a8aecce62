using Egide.Observe;
using Egide.Scope;

namespace Egide.Report;

/// <summary>Whether the sources cover an incident's window, and where they do not.</summary>
internal sealed class CoverageJudge(Standpoint known, IReadOnlyList<SourceDossier> sources, long quarantined)
{
    // A source may start late or end early by this much without being said to be missing.
    private const long Edge = 12 * Instant.Hour;

    public (bool Complete, IReadOnlyList<CoverageGap> Gaps) Judge(long from, long to)
    {
        var gaps = new List<CoverageGap>();
        var (start, end) = (Instant.ToDateTimeOffset(from), Instant.ToDateTimeOffset(to));
        foreach (var source in sources)
        {
            if (source.OutOfTime.Events > 0)
                gaps.Add(new CoverageGap(source.Name, start, end, new(
                    $"{Typography.French(source.OutOfTime.Events, "événement porte", "événements portent")} une date impossible : on ne sait pas si l’incident est concerné.",
                    $"{Typography.English(source.OutOfTime.Events, "event bears", "events bear")} a date that cannot be: whether the incident is concerned is not known."),
                    new("Les relevés d’horloge de cette machine.", "This machine's clock records.")));
            gaps.AddRange(source.Remarks.Select(why => new CoverageGap(source.Name, start, end, why, new("Une copie entière de ce fichier.", "A whole copy of that file."))));
            if (source.Span is not { } span || source.Events < 50) continue;
            gaps.AddRange(source.Silences.Where(s => s.To > start && s.From < end));
            if (Instant.From(span.First) - from > Edge)
                gaps.Add(new CoverageGap(source.Name, start, span.First < end ? span.First : end, new("Cette source commence après le début de l’incident.", "This source begins after the incident does.")));
            if (to - Instant.From(span.Last) > Edge)
                gaps.Add(new CoverageGap(source.Name, span.Last > start ? span.Last : start, end, new("Cette source s’arrête avant la fin de l’incident.", "This source ends before the incident does.")));
            var unimputable = source.Missing.GetValueOrDefault("person");
            if (unimputable * 5 > source.Events && source.Formats.Any(f => f is not "WebLog"))
                gaps.Add(new CoverageGap(source.Name, start, end, new(
                    $"Sur {Typography.French(source.Events)} événements, {Typography.French(unimputable)} ne nomment personne.",
                    $"{Typography.English(unimputable)} of {Typography.English(source.Events)} events name nobody."),
                    new("Les traces du fournisseur d’identité, qui relient sessions et comptes.", "The identity provider's trail, which ties sessions to accounts.")));
        }

        if (quarantined > 0)
            gaps.Add(new CoverageGap("quarantine", start, end, new(
                $"{Typography.French(quarantined, "enregistrement n’a pas été compris", "enregistrements n’ont pas été compris")} ; voir quarantine.ndjson.",
                $"{Typography.English(quarantined, "record was", "records were")} not understood; see quarantine.ndjson."),
                new("Un fichier entier, ou un fichier de correspondance.", "A whole file, or a mapping file.")));
        if (known.Flow.Context.CareRelationships == 0)
            gaps.Add(new CoverageGap("context", start, end, new(
                "Aucune relation de soins n’a été donnée : un accès étranger ne peut pas être reconnu.", "No care relationship was given: a foreign access cannot be told."),
                new("Les séjours, rendez-vous et équipes de soins de la période.", "The stays, appointments and care teams of the time.")));
        return (gaps.Count == 0, gaps);
    }
}
