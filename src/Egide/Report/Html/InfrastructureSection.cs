using System.Net;
using Egide.Detect;

namespace Egide.Report.Html;

/// <summary>What the intruder came from, and which accounts share it.</summary>
internal static class InfrastructureSection
{
    private const int MostAccounts = 25, MostNodes = 30, MostRows = 60;
    private const double Row = 24, LeftX = 300, RightX = 600;

    public static void Write(Page page, IncidentDossier incident)
    {
        if (incident.Infrastructure.Count == 0) return;
        page.Section("D'où l'intrus est venu", "Where the intruder came from");
        if (incident.Accounts.Count <= MostAccounts) Graph(page, incident);
        Table(page, incident);
        page.Close();
    }

    private static void Graph(Page page, IncidentDossier incident)
    {
        var nodes = incident.Infrastructure.Take(MostNodes).ToList();
        var accounts = incident.Accounts;
        var edges = Edges(incident, nodes);
        if (edges.Count == 0) return;
        var rows = Math.Max(nodes.Count, accounts.Count);
        var plot = new Plot(page.Html, 960, (rows * Row) + 16, page.Words.Say(
            "Comptes (à gauche) et ce dont l'intrus s'est servi (à droite)", "Accounts (left) and what the intruder used (right)"));
        foreach (var (account, node) in edges) plot.Line(LeftX, Y(account, accounts.Count), RightX, Y(node, nodes.Count), "edge");
        for (var i = 0; i < accounts.Count; i++)
        {
            plot.Label(LeftX - 10, Y(i, accounts.Count) + 4, accounts[i].Name ?? accounts[i].Id, "end", null, 40);
            Marks.Draw(page.Html, SessionVerdict.Carer, LeftX, Y(i, accounts.Count), 5);
        }

        for (var i = 0; i < nodes.Count; i++)
        {
            plot.Label(RightX + 10, Y(i, nodes.Count) + 4, nodes[i].Kind == "user_agent" ? Browser.Short(nodes[i].Value) : nodes[i].Value, null, null, 46);
            Marks.Draw(page.Html, SessionVerdict.Intruder, RightX, Y(i, nodes.Count), 5);
        }

        plot.End();
        page.Paragraph("À gauche les comptes, à droite ce dont l'intrus s'est servi ; un trait : au moins une session de l'intrus.",
            "Accounts on the left, what the intruder used on the right; a line: at least one intruder session.", "quiet");

        double Y(int index, int count) => 8 + ((index + 0.5) * rows * Row / count);
    }

    private static HashSet<(int Account, int Node)> Edges(IncidentDossier incident, List<Infrastructure> nodes)
    {
        var index = incident.Accounts.Index().DistinctBy(a => a.Item.Key).ToDictionary(a => a.Item.Key, a => a.Index, StringComparer.Ordinal);
        var edges = new HashSet<(int Account, int Node)>();
        foreach (var session in incident.Sessions)
        {
            if (session.Verdict != SessionVerdict.Intruder || !index.TryGetValue(session.Account, out var account)) continue;
            for (var i = 0; i < nodes.Count; i++)
            {
                if (Uses(session, nodes[i])) edges.Add((account, i));
            }
        }

        return edges;
    }

    private static bool Uses(AttributedSession session, Infrastructure node) => node.Kind switch
    {
        "address" => session.Address == node.Value,
        "user_agent" => session.UserAgent == node.Value,
        "network" => IPAddress.TryParse(session.Address, out var address) && IPNetwork.TryParse(node.Value, out var network) && network.Contains(address),
        _ => false,
    };

    private static void Table(Page page, IncidentDossier incident)
    {
        var words = page.Words;
        page.Table(words.Say("Adresses, réseaux et navigateurs de l'intrus", "The intruder's addresses, networks and browsers"), words.Say("Valeur", "Value"),
            words.Say("Genre", "Kind"), words.Say("Comptes", "Accounts"), words.Say("Vu d'abord", "First seen"), words.Say("Vu en dernier", "Last seen"), words.Say("Note", "Note"));
        foreach (var item in incident.Infrastructure.Take(MostRows))
        {
            page.Html.Open("tr");
            page.Html.Element("th", item.Value, ("scope", "row"), ("class", "long"));
            page.Cells(Kind(words, item.Kind));
            page.Number(item.Accounts);
            page.Cells(words.Instant(item.FirstSeen), words.Instant(item.LastSeen), words.Place(item.Note) ?? "–");
            page.Html.Close();
        }

        page.EndTable();
        if (incident.Infrastructure.Count > MostRows)
        {
            var more = words.Number(incident.Infrastructure.Count - MostRows);
            page.Paragraph($"{more} de plus dans incidents.json.", $"{more} more in incidents.json.", "quiet");
        }
    }

    private static string Kind(Words words, string kind) => kind switch
    {
        "address" => words.Say("adresse", "address"),
        "network" => words.Say("réseau", "network"),
        "user_agent" => words.Say("navigateur", "browser"),
        _ => kind.Replace('_', ' '),
    };
}
