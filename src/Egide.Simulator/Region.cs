using System.Globalization;
using System.Text;

namespace Egide.Simulator;

/// <summary>Writes a region: its trails, the context an investigator would be given, and the truth apart.</summary>
public static class Region
{
    /// <summary>
    /// Makes the region of <paramref name="options"/> in its folder: <c>trails/</c>, <c>context/</c>, <c>truth/</c>, <c>README.md</c>. The bytes depend on the options alone.
    /// </summary>
    /// <param name="options">What to make.</param>
    /// <param name="progress">Told after each day.</param>
    /// <param name="cancel">Stops between two professionals' days; what was written stays and is not whole.</param>
    /// <returns>Counts of what was written.</returns>
    /// <exception cref="ArgumentException">An option is out of its range or an attack unknown.</exception>
    /// <exception cref="IOException">The folder cannot be written, or holds something else than a region.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static RegionSummary Write(RegionOptions options, IProgress<RegionProgress>? progress = null, CancellationToken cancel = default)
    {
        options.Check();
        Prepare(options.Out);
        var world = new World(options);
        var chronicle = new Chronicle();
        var gate = new Gate(world, chronicle);
        var portal = new PortalDesk(world, chronicle);
        var local = new LocalDesk(world, chronicle);
        var workday = new Workday(world, gate, portal, local);
        var stage = new Stage(world, gate, portal, local, chronicle);
        var attacks = Playbook(options);
        foreach (var attack in attacks)
            attack.Enrol(stage);
        var hostility = new Hostility(world);
        ContextFolder.Write(world, hostility);
        File.WriteAllText(Path.Combine(options.Out, "README.md"), Presentation.Of(world), new UTF8Encoding(false));
        using var truth = new TruthBook(world);
        using var trails = new TrailSet(options);
        var scribe = new Scribe(world, trails, truth, hostility);
        for (var day = 0; day < options.Days; day++)
        {
            scribe.Turn(day);
            foreach (var p in world.Staff)
            {
                cancel.ThrowIfCancellationRequested();
                workday.Live(p, day);
            }
            foreach (var attack in attacks)
                attack.Play(stage, day);
            chronicle.Drain(world.Midnight(day), world.Midnight(day + 1), scribe.Write);
            progress?.Report(new RegionProgress(day + 1, options.Days, scribe.Records, scribe.Bytes));
        }
        trails.Dispose();
        Mapping(world);
        truth.Hostile(hostility, options.Suffers("missing-logs") ? LostLogs.Lose(world, truth.Taken) : []);
        truth.Close(gate.Watched, world.Midnight(options.Days));
        return new RegionSummary(scribe.Records, scribe.Bytes, workday.Accesses, workday.Explained);
    }

    private static List<IAttack> Playbook(RegionOptions options)
    {
        (string Name, Func<IAttack> Make)[] all =
        [
            ("grades-2025", () => new Grades2025()), ("targeted", () => new Targeted()), ("session-theft", () => new SessionTheft()),
            ("slow-reader", () => new SlowReader()), ("dormant", () => new Dormant()),
        ];
        return [.. all.Where(a => options.Has(a.Name)).Select(a => a.Make())];
    }

    private static void Mapping(World world)
    {
        var house = world.Establishments.Find(e => e.System == LocalSystem.Csv)!;
        var folder = Path.Combine(world.Options.Out, "trails", house.Slug);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "export-traces.mapping.yaml"), CsvTrail.Mapping(house), new UTF8Encoding(false));
    }

    private static void Prepare(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && !Directory.Exists(Path.Combine(folder, "trails")))
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"'{folder}' is not empty and is not a region: name an empty folder."));
        foreach (var part in new[] { "trails", "context", "truth" })
            if (Directory.Exists(Path.Combine(folder, part)))
                Directory.Delete(Path.Combine(folder, part), true);
        Directory.CreateDirectory(folder);
    }
}
