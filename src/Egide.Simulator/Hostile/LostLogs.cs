using System.Globalization;

namespace Egide.Simulator;

/// <summary>
/// Two days of a portal's files that nobody has any more: the audit events of one portal, whose web front kept its lines, and the web front's of another,
/// on the days when most was taken there.
/// </summary>
internal static class LostLogs
{
    /// <summary>Deletes the files; the trails must be closed.</summary>
    /// <param name="world">The region.</param>
    /// <param name="taken">Intruder's records by file, as the truth names files.</param>
    /// <returns>The portal's territory, whether the web front's files are meant, and the first of the two days, for each loss.</returns>
    public static IReadOnlyList<(int Territory, bool Web, int Day)> Lose(World world, IReadOnlyDictionary<string, int> taken)
    {
        var audit = Worst(world, taken, web: false, but: -1);
        var web = Worst(world, taken, web: true, but: audit.Territory);
        foreach (var (territory, front, first) in new[] { audit, web })
            for (var day = first; day < first + 2; day++)
                foreach (var name in Names(world, territory, front, day))
                    File.Delete(Path.Combine(world.Options.Out, name));
        return [audit, web];
    }

    private static (int Territory, bool Web, int Day) Worst(World world, IReadOnlyDictionary<string, int> taken, bool web, int but)
    {
        var most = 0;
        var worst = (Territory: but == 0 ? 1 : 0, Web: web, Day: world.Options.Days / 2 - 1);
        for (var territory = 0; territory < Catalogue.Portals.Length; territory++)
            for (var day = 0; day < world.Options.Days - 1 && territory != but; day++)
            {
                var n = Enumerable.Range(day, 2).SelectMany(d => Names(world, territory, web, d)).Sum(name => taken.GetValueOrDefault(name));
                if (n > most)
                    (most, worst) = (n, (territory, web, day));
            }
        return worst;
    }

    private static string[] Names(World world, int territory, bool web, int day)
    {
        var date = world.Options.Start.AddDays(day);
        var name = "trails/portail/" + Catalogue.Portals[territory] + (web ? "/nginx/access.log-" + date.ToString("yyyyMMdd", CultureInfo.InvariantCulture)
            : "/audit/AuditEvent-" + date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + ".ndjson");
        return [name, name + ".gz"];
    }
}
