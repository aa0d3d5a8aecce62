using static Egide.Report.Html.Marks;

namespace Egide.Report.Html;

/// <summary>What the trail is made of, and how much each source can prove.</summary>
internal static class SourcesSection
{
    private static readonly string[] Letters = ["A", "B", "C", "D", "E"];

    public static void Write(Page page)
    {
        var (words, counts) = (page.Words, page.Dossier.Counts);
        page.Section("Les sources", "The sources");
        if (counts.Files == 0)
        {
            page.Paragraph($"{words.Count(counts.Records, "enregistrement reçu", "enregistrements reçus", "", "")}, dont {words.Number(counts.Events)} lus comme événements, {words.Number(counts.Quarantined)} non compris, {words.Number(counts.Duplicates)} doublons exacts et {words.Number(counts.Joined)} joints à un autre.",
                $"{words.Count(counts.Records, "", "", "record", "records")} received, of which {words.Number(counts.Events)} read as events, {words.Number(counts.Quarantined)} not understood, {words.Number(counts.Duplicates)} exact duplicates and {words.Number(counts.Joined)} joined into another.");
        }
        else page.Paragraph(
            $"{words.Count(counts.Files, "fichier lu", "fichiers lus", "", "")} : {words.Count(counts.Records, "enregistrement", "enregistrements", "", "")}, dont {words.Number(counts.Events)} lus comme événements, {words.Number(counts.Quarantined)} mis en quarantaine, {words.Number(counts.Duplicates)} doublons exacts et {words.Number(counts.Joined)} joints à un autre.",
            $"{words.Count(counts.Files, "", "", "file", "files")} read: {words.Count(counts.Records, "", "", "record", "records")}, of which {words.Number(counts.Events)} read as events, {words.Number(counts.Quarantined)} quarantined, {words.Number(counts.Duplicates)} exact duplicates and {words.Number(counts.Joined)} joined into another.");
        if (page.Dossier.Sources.Count == 0)
        {
            page.Paragraph("Aucune source.", "No source.");
            page.Close();
            return;
        }

        page.Table(words.Say("Sources", "Sources"), words.Say("Source", "Source"), words.Say("Événements", "Events"), words.Say("De – à", "From – to"),
            words.Say("Imputabilité, A à E", "Imputability, A to E"), words.Say("Quarantaine", "Quarantine"), words.Say("Doublons", "Duplicates"),
            words.Say("Horloge", "Clock"), words.Say("Silences", "Silences"));
        foreach (var source in page.Dossier.Sources.Where(s => !s.Document)) Row(page, source);
        page.EndTable();
        if (page.Dossier.Sources.Where(s => s.Document).Select(s => s.Name).ToList() is { Count: > 0 } documents)
            page.Paragraph($"Gardés en quarantaine, et qui ne sont pas des traces : {string.Join(", ", documents)}.", $"Kept in quarantine, and plainly no trails: {string.Join(", ", documents)}.", "quiet");
        foreach (var source in page.Dossier.Sources) Dates(page, source);
        page.Paragraph("A : tout ce qu'il faut pour imputer l'acte. B : la session se déduit. C : une personne, mais sans patient ou donnée nommés. D : une machine ou une adresse seulement. E : rien.",
            "A: all that is needed to impute the act. B: the session is inferred. C: a person, but no patient or data named. D: only a machine or an address. E: nothing.", "quiet");
        page.Close();
    }

    private static void Row(Page page, SourceDossier source)
    {
        var words = page.Words;
        page.Html.Open("tr");
        page.Html.Open("th", ("scope", "row"), ("class", "long where"));
        page.Html.Text(source.Name);
        page.Html.Element("span", string.Join(", ", source.Formats.Select(f => Format(words, f))), ("class", "quiet"));
        page.Html.Close();
        page.Number(source.Events);
        page.Cells(source.Span is { } span ? $"{words.Date(span.First)}\u00A0– {words.Date(span.Last)}" : "–");
        page.Html.Open("td");
        Grades(page, source);
        page.Html.Close();
        var quarantined = source.Quarantined.Where(q => q.Value > 0).OrderByDescending(q => q.Value)
            .Select(q => $"{words.Unread(q.Key)}\u00A0({words.Number(q.Value)})");
        page.Cells(string.Join(", ", quarantined) is { Length: > 0 } text ? text : "0");
        page.Number(source.Duplicates);
        page.Cells(Clock(words, source));
        page.Number(source.Silences.Count);
        page.Html.Close();
    }

    private static string Format(Words words, string format) => format switch
    {
        "WebLog" => words.Say("journal web", "web log"),
        "Dicom" => "DICOM",
        "KeycloakUser" => "Keycloak",
        "KeycloakAdmin" => words.Say("Keycloak (administration)", "Keycloak (admin)"),
        "LemonLdap" => "LemonLDAP::NG",
        "Mapped" => words.Say("fichier avec correspondance", "mapped file"),
        _ => format.StartsWith("Fhir", StringComparison.Ordinal) ? "FHIR " + format[4..].ToUpperInvariant() : format,
    };

    private static string Clock(Words words, SourceDossier source) => source.Drift switch
    {
        (_, 0) => words.Say("non mesurée", "not measured"),
        (0, _) => words.Say("d'accord", "agrees"),
        var (seconds, pairs) => words.Say($"corrigée de {words.Decimal(seconds)} s ({words.Number(pairs)} échanges)", $"corrected by {words.Decimal(seconds)} s ({words.Number(pairs)} exchanges)"),
    };

    private static void Dates(Page page, SourceDossier source)
    {
        var words = page.Words;
        if (source.OutOfTime is { Events: > 0 } far)
        {
            page.Paragraph(
                $"{source.Name} : {words.Count(far.Events, "événement porte", "événements portent", "", "")} une date impossible (le premier en position {words.Number(far.Position)} du journal). Ils sont gardés, et ne sont comptés dans aucune session.",
                $"{source.Name}: {words.Count(far.Events, "", "", "event bears", "events bear")} a date that cannot be (the first at position {words.Number(far.Position)} of the journal). They are kept, and counted in no session.");
        }

        if (source.Undated is { Events: > 0 } none)
        {
            page.Paragraph(
                $"{source.Name} : {words.Count(none.Events, "événement n'a", "événements n'ont", "", "")} pas de date lisible (le premier en position {words.Number(none.Position)} du journal). Ils prennent celle de l'enregistrement précédent.",
                $"{source.Name}: {words.Count(none.Events, "", "", "event has", "events have")} no readable date (the first at position {words.Number(none.Position)} of the journal). They take that of the record before them.");
        }
    }

    private static void Grades(Page page, SourceDossier source)
    {
        var total = Letters.Sum(l => source.Grades.GetValueOrDefault(l));
        if (total == 0)
        {
            page.Html.Text("–");
            return;
        }

        var shares = Letters.Select(l => (Letter: l, Share: (double)source.Grades.GetValueOrDefault(l) / total)).Where(s => s.Share > 0).ToList();
        var said = string.Join(" · ", shares.Select(s => $"{s.Letter}\u00A0{page.Words.Percent(s.Share)}"));
        var id = page.Html.NextId("t");
        page.Html.Open("svg", ("class", "grades"), ("role", "img"), ("aria-labelledby", id), ("viewBox", "0 0 120 12"), ("preserveAspectRatio", "none"));
        page.Html.Element("title", said, ("id", id));
        var x = 0.0;
        foreach (var (letter, share) in shares)
        {
            page.Html.Element("rect", null, ("x", Coordinate(x)), ("y", "0"), ("width", Coordinate(share * 120)), ("height", "12"), ("class", "g" + letter));
            x += share * 120;
        }

        page.Html.Close();
        page.Html.Element("span", said, ("class", "quiet"));
    }
}
