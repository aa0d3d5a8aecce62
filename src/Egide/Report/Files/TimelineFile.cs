using System.Globalization;

namespace Egide.Report.Files;

/// <summary><c>timeline.csv</c>.</summary>
internal static class TimelineFile
{
    public static void Write(Dossier dossier, string language, TextWriter to)
    {
        CsvLine.Write(to, "instant", "actor", "what", "position");
        foreach (var entry in dossier.Timeline)
        {
            CsvLine.Write(to, Json.Instant(entry.At), CsvLine.Outside(entry.Actor), entry.What.In(language), entry.Position.ToString(CultureInfo.InvariantCulture));
        }
    }
}
