using System.Text;

namespace Egide.Simulator;

/// <summary>How each searchable source answers, as its administrators would state it: <c>sources.yaml</c>, keyed by the names that trails carry.</summary>
internal static class SourceProfiles
{
    private const string Order = "[family, given, birthdate, id]";

    public static void Write(Hostility hostility, string path)
    {
        var text = new StringBuilder("# How the sources answer a search.\nprofiles:\n");
        for (var territory = 0; territory < Catalogue.Portals.Length; territory++)
        {
            var wrong = territory == hostility.WrongProfile;
            foreach (var web in new[] { false, true })
                Profile(text, Name(territory, web), wrong ? "exact" : "starts-with", wrong ? "[birthdate, family, given, id]" : Order, Catalogue.ReturnsClosed(territory));
        }
        // The hospitals write down what they ask of the registry, and it what it is asked.
        Profile(text, "DPI-*", "exact", null, false);
        Profile(text, "REGISTRE-REGIONAL", "exact", null, false);
        File.WriteAllText(path, text.ToString(), new UTF8Encoding(false));
    }

    /// <summary>What the records of a portal call their source: the FHIR server in audit events, the host in the web front's lines.</summary>
    public static string Name(int territory, bool web)
    {
        var host = Catalogue.Portals[territory] + ".sante-regions.example";
        return web ? host : "https://" + host + "/fhir";
    }

    private static void Profile(StringBuilder text, string source, string match, string? order, bool inactive)
    {
        text.Append("  - source: ").Append(source).Append("\n    match: ").Append(match).Append("\n    fold: [case, accents]\n");
        if (order is not null)
            text.Append("    order: ").Append(order).Append('\n');
        text.Append("    page: ").Append(PortalDesk.PageSize).Append("\n    most: 0\n    inactive: ").Append(inactive ? "true" : "false").Append('\n');
    }
}
