using System.Globalization;
using System.Text;

namespace Egide.Simulator.Tests;

/// <summary>
/// The register as an outsider has it: <c>patients.csv</c> and <c>sources.yaml</c>, and nothing of the simulator. It is slow and plain on purpose:
/// what it finds must be what the simulator showed.
/// </summary>
internal sealed class OutsideRegister
{
    private readonly List<Row> _rows;
    private readonly Dictionary<string, Dictionary<string, string>> _profiles = [];

    public sealed record Row(string System, string Id, string Family, string Given, string Born, string Controller, DateTimeOffset From, DateTimeOffset To, bool Last);

    public OutsideRegister(string root)
    {
        var raw = RegionFolder.Csv(root, "context/patients.csv").ToList();
        _rows = [.. raw.Select((r, i) => new Row(r[0], r[1], Fold(r[3]), Fold(r[4]), r[5], r[10],
            r[12].Length == 0 ? DateTimeOffset.MinValue : Time(r[12]), r[13].Length == 0 ? DateTimeOffset.MaxValue : Time(r[13]),
            i + 1 == raw.Count || raw[i + 1][0] + raw[i + 1][1] != r[0] + r[1]))];
        foreach (var block in File.ReadAllText(Path.Combine(root, "context", "sources.yaml")).Split("  - source: ").Skip(1))
        {
            var lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            _profiles[lines[0]] = lines.Skip(1).Select(l => l.Trim().Split(": ")).ToDictionary(p => p[0], p => p[1]);
        }
    }

    public IReadOnlyList<Row> Rows => _rows;

    public IReadOnlyDictionary<string, Dictionary<string, string>> Profiles => _profiles;

    /// <summary>The page that a search of that text was answered with by that source at that instant.</summary>
    /// <param name="source">The name that its records carry.</param>
    /// <param name="url">The search, the first page's when pages go by a handle.</param>
    /// <param name="at">When it was answered.</param>
    /// <param name="offset">Results passed over; null when the search says its page itself.</param>
    public List<Row> Answer(string source, string url, DateTimeOffset at, int? offset = null)
    {
        var profile = _profiles[source];
        var size = Asked(url).Where(p => p.Name == "_count").Select(p => Number(p.Value)).FirstOrDefault(Number(profile["page"]));
        var page = Asked(url).Where(p => p.Name == "_page").Select(p => Number(p.Value)).FirstOrDefault(1);
        var sorted = All(source, url, at).OrderBy(_ => 0);
        foreach (var by in profile["order"].Trim('[', ']').Split(", "))
            sorted = sorted.ThenBy(r => by switch { "family" => r.Family, "given" => r.Given, "birthdate" => r.Born, _ => r.Id }, StringComparer.Ordinal);
        return [.. sorted.Skip(offset ?? (page - 1) * size).Take(size)];
    }

    /// <summary>All that the search finds, in no order.</summary>
    public IEnumerable<Row> All(string source, string url, DateTimeOffset at)
    {
        var profile = _profiles[source];
        IEnumerable<Row> rows = _rows.Where(r => r.From <= at && (at < r.To || (profile["inactive"] == "true" && (r.Last || Follows(r) > at))));
        foreach (var (name, value) in Asked(url))
            rows = name switch
            {
                "family" => rows.Where(r => Matches(profile, r.Family, value)),
                "given" => rows.Where(r => Matches(profile, r.Given, value)),
                "birthdate" when value.StartsWith("ge", StringComparison.Ordinal) => rows.Where(r => string.CompareOrdinal(r.Born, value[2..]) >= 0),
                "birthdate" when value.StartsWith("le", StringComparison.Ordinal) => rows.Where(r => string.CompareOrdinal(r.Born, value[2..]) <= 0),
                "birthdate" => rows.Where(r => r.Born == value),
                "organization" => rows.Where(r => r.Controller == value),
                "identifier" => rows.Where(r => r.System + "|" + r.Id == value),
                "_count" or "_page" or "_elements" => rows,
                _ => throw new InvalidOperationException(name),
            };
        return rows;
    }

    private static IEnumerable<(string Name, string Value)> Asked(string url) =>
        url.Split('?')[1].Split('&').Select(p => p.Split('=')).Select(p => (p[0], Uri.UnescapeDataString(p[1])));

    // A record that was closed and opened again: until then its last version is the one before.
    private DateTimeOffset Follows(Row row) => _rows.Where(r => r.System == row.System && r.Id == row.Id && r.From > row.From).Min(r => r.From);

    private static bool Matches(Dictionary<string, string> profile, string has, string asked) =>
        profile["match"] == "exact" ? has == Fold(asked) : has.StartsWith(Fold(asked), StringComparison.Ordinal);

    private static string Fold(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)).ToUpperInvariant();

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
