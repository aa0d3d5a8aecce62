namespace Egide.Report.Html;

/// <summary>What can be said of medical data, and why not more.</summary>
internal static class MedicalSection
{
    public static void Write(Page page, IncidentDossier incident)
    {
        page.Section("Données médicales", "Medical data");
        page.Html.Element("p", Story.Medical(page.Words, incident.Medical), ("class", "statement"));
        if (incident.Medical.Reasons.Count > 0)
        {
            page.Html.Open("ul");
            foreach (var reason in incident.Medical.Reasons) page.Html.Element("li", page.Words.Of(reason));
            page.Html.Close();
        }

        page.Close();
    }
}
