using System.Globalization;
using Egide.Detect.Models.CareRelation;

namespace Egide.Benchmarks.Models;

/// <summary>The MIMIC-III demo: who charted on whom, and what each patient's care consisted of.</summary>
internal sealed class MimicData
{
    private readonly Dictionary<string, int> _numbers = [];
    private readonly Dictionary<int, HashSet<CareToken>> _tokens = [];
    private readonly Dictionary<(int Carer, int Patient), HashSet<CareToken>> _during = [];

    /// <summary>The real pairs, each once, in the file's order.</summary>
    public List<(int Carer, int Role, int Patient)> Pairs { get; } = [];

    /// <summary>Every patient whom somebody charted on.</summary>
    public int[] Patients { get; private set; } = [];

    /// <summary>A patient's units, wards, services and system.</summary>
    public CareToken[] TokensOf(int patient) => _tokens.TryGetValue(patient, out var tokens) ? [.. tokens] : [];

    /// <summary>Units, wards and system of the stays during which the carer charted on the patient.</summary>
    public CareToken[] TokensDuring(int carer, int patient) => _during.TryGetValue((carer, patient), out var tokens) ? [.. tokens] : [];

    /// <summary>Reads <c>data/mimic3-demo-caregiver-access</c> below the shared folder.</summary>
    public static MimicData Read(string sharedDir)
    {
        var folder = Path.Combine(sharedDir, "data", "mimic3-demo-caregiver-access");
        var data = new MimicData();
        var seen = new HashSet<(int, int)>();
        var stays = new Dictionary<string, List<CareToken>>();
        var services = new Dictionary<string, List<CareToken>>();
        foreach (var f in SharedTables.Rows(Path.Combine(folder, "icustays.csv.gz")))
        {
            var stay = stays[f[2]] = [];
            foreach (var unit in f[4..6]) data.Add(f[0], CareFamily.Unit, unit, stay);
            foreach (var ward in f[6..8]) data.Add(f[0], CareFamily.Ward, ward, stay);
            data.Add(f[0], CareFamily.System, f[3], stay);
        }
        foreach (var f in SharedTables.Rows(Path.Combine(folder, "services.csv.gz")))
        {
            if (!services.TryGetValue(f[1], out var stay)) services[f[1]] = stay = [];
            data.Add(f[0], CareFamily.Service, f[4], stay);
        }
        foreach (var f in SharedTables.Rows(Path.Combine(folder, "access_events.csv.gz")))
        {
            int carer = int.Parse(f[3], CultureInfo.InvariantCulture), patient = int.Parse(f[0], CultureInfo.InvariantCulture);
            if (!data._during.TryGetValue((carer, patient), out var during)) data._during[(carer, patient)] = during = [];
            during.UnionWith(stays.GetValueOrDefault(f[2]) ?? []);
            during.UnionWith(services.GetValueOrDefault(f[1]) ?? []);
            if (seen.Add((carer, patient))) data.Pairs.Add((carer, data.Number("role", f[^1].ToUpperInvariant()), patient));
        }
        data.Patients = [.. data.Pairs.Select(p => p.Patient).Distinct()];
        return data;
    }

    private void Add(string patient, CareFamily family, string value, List<CareToken> stay)
    {
        if (value.Length == 0) return;
        var key = int.Parse(patient, CultureInfo.InvariantCulture);
        if (!_tokens.TryGetValue(key, out var tokens)) _tokens[key] = tokens = [];
        var token = new CareToken(family, Number(family.ToString(), value));
        tokens.Add(token);
        stay.Add(token);
    }

    private int Number(string column, string value)
    {
        var key = $"{column}:{value}";
        if (!_numbers.TryGetValue(key, out var number)) _numbers[key] = number = _numbers.Count;
        return number;
    }
}
