using Egide.Detect;

namespace Egide.Report.Html;

/// <summary>The heaviest findings, with where in the journal each was read.</summary>
internal static class FindingsSection
{
    private const int Most = 40;

    public static void Write(Page page, IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0) return;
        var words = page.Words;
        page.Section("Les indices", "The findings");
        page.Table(words.Say("Indices, le plus lourd d'abord", "Findings, the heaviest first"), words.Say("Ce qui a été vu", "What was seen"), words.Say("Compte", "Account"),
            words.Say("Quand", "When"), words.Say("Détecteur", "Detector"), words.Say("Indice (nats)", "Evidence (nats)"), words.Say("Positions du journal", "Journal positions"));
        foreach (var finding in findings.OrderByDescending(f => f.Score).Take(Most))
        {
            page.Html.Open("tr");
            page.Html.Element("th", words.Of(finding.Sentence), ("scope", "row"), ("class", "long"));
            page.Cells(finding.Account, words.Instant(finding.At), Detector(words, finding.Detector));
            page.Html.Element("td", words.Decimal(finding.Score), ("class", "n"));
            page.Positions(finding.Evidence);
            page.Html.Close();
        }

        page.EndTable();
        if (findings.Count > Most)
        {
            var more = words.Number(findings.Count - Most);
            page.Paragraph($"{more} de plus dans findings.ndjson.", $"{more} more in findings.ndjson.", "quiet");
        }

        page.Close();
    }

    private static string Detector(Words words, string detector) => detector switch
    {
        "sign_in" => words.Say("connexion", "sign-in"),
        "session_context" => words.Say("contexte de session", "session context"),
        "breadth" => words.Say("étendue", "breadth"),
        "foreign_access" => words.Say("accès hors soins", "access outside care"),
        "enumeration" => words.Say("énumération", "enumeration"),
        "dormant" => words.Say("compte dormant", "dormant account"),
        "campaign" => words.Say("campagne", "campaign"),
        _ => detector.Replace('_', ' '),
    };
}
