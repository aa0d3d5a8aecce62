using Egide.Scope;

namespace Egide.Report;

/// <summary>What can be said of medical data: exposed when an access proves it, none proven when the trail is complete enough to say so.</summary>
internal static class MedicalJudge
{
    public static MedicalStatement Judge(ExtentCounts counts, bool complete)
    {
        var reasons = new List<Text>();
        var events = counts.MedicalEvents + counts.MedicalSearches;
        if (counts.MedicalEvents > 0)
            reasons.Add(new(
                $"{Typography.French(counts.MedicalEvents, "accès attribué à l’intrus a montré", "accès attribués à l’intrus ont montré")} des données médicales de patients nommés.",
                $"{Typography.English(counts.MedicalEvents, "access", "accesses")} attributed to the intruder showed medical data of named patients."));
        if (counts.MedicalSearches > 0)
            reasons.Add(new(
                $"{Typography.French(counts.MedicalSearches, "recherche (pages comprises) dont la source ne garde pas les résultats affiche", "recherches (pages comprises) dont la source ne garde pas les résultats affichent")} une donnée de soins (par exemple le médecin traitant).",
                $"{Typography.English(counts.MedicalSearches, "search (pages included) whose results the source does not keep shows", "searches (pages included) whose results the source does not keep show")} care data (the general practitioner, for instance)."));
        if (events > 0) return new MedicalStatement("exposed", events, reasons, counts.RecordEvents > 0) { PossibleRecords = counts.PossibleRecordEvents };
        if (counts.PossibleMedicalEvents > 0)
            reasons.Add(new(
                $"{Typography.French(counts.PossibleMedicalEvents, "accès à des données médicales ne peut être attribué", "accès à des données médicales ne peuvent être attribués")} avec certitude au professionnel.",
                $"{Typography.English(counts.PossibleMedicalEvents, "access", "accesses")} to medical data cannot be put down to the professional for certain."));
        if (!complete)
            reasons.Add(new("Les traces ne couvrent pas toute la période, ou ne permettent pas toutes d’imputer les accès.", "The trail does not cover the whole window, or does not let every access be imputed."));
        if (reasons.Count > 0) return new MedicalStatement("not_provable", counts.PossibleMedicalEvents, reasons);
        reasons.Add(new("Aucun accès de l’intrus à des données médicales dans des traces complètes et imputables.", "No access of the intruder to medical data in a complete and imputable trail."));
        return new MedicalStatement("none_proven", 0, reasons);
    }
}
