namespace Egide.Report.Html;

/// <summary>All that is said of one incident, in the order it is read.</summary>
internal static class IncidentPart
{
    public static void Write(Page page, IncidentDossier incident)
    {
        Story.Write(page, incident);
        KeyFigures.Write(page, incident);
        NextStepsSection.Write(page, incident);
        TimelinePlot.Write(page, incident);
        HoursPlot.Write(page, incident);
        AccountsSection.Write(page, incident);
        PersonsSection.Write(page, incident);
        InfrastructureSection.Write(page, incident);
        MedicalSection.Write(page, incident);
        LimitsSection.Write(page, incident);
    }
}
