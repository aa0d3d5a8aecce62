using System.Globalization;
using System.Text.RegularExpressions;
using Egide.Connectors.Files;
using Egide.Observe.Context;

namespace Egide.Connectors.Context;

/// <summary>Snapshots of registers: FHIR files with a date in their name (<c>Patient-2026-09-01.ndjson</c>), those of one folder one after another.</summary>
internal sealed partial class Snapshots(RegionContext into, Action<IntakeProblem> report)
{
    private readonly Dictionary<string, Snapshot> _folders = new(StringComparer.Ordinal);

    /// <summary>The snapshot that a file belongs to, or null when its name has no date. Files come in the order of their names.</summary>
    public Snapshot? Of(string name)
    {
        var slash = name.LastIndexOfAny(['/', '\\', '!']);
        if (!DateOnly.TryParseExact(Date().Match(name, slash + 1).Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return null;
        var folder = slash < 0 ? "" : name[..slash];
        if (!_folders.TryGetValue(folder, out var snapshot)) _folders[folder] = snapshot = new Snapshot(into);
        if (snapshot.Begin(date)) return snapshot;
        report(new IntakeProblem(name, 0, ProblemCode.BadRow, new(
            "Cet instantané du registre vient après un plus récent : ses dossiers valent à partir de sa date, sans dire lesquels manquent. Nommer les fichiers pour que l’ordre des noms soit celui des dates.",
            "This snapshot of the register comes after a later one: its records hold from its date on, and which are missing is not told. Name the files so that the order of names is that of dates.")));
        return snapshot;
    }

    /// <summary>Ends the last of each folder.</summary>
    public void Complete()
    {
        foreach (var snapshot in _folders.Values) snapshot.Complete();
        _folders.Clear();
    }

    [GeneratedRegex(@"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Date();
}
