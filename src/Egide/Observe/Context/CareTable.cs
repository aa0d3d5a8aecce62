namespace Egide.Observe.Context;

/// <summary>Care relationships in one array, with three orders over it: by practitioner, by patient, by unit.</summary>
internal sealed class CareTable
{
    private readonly record struct Row(int Practitioner, int Patient, int Organisation, int Unit, CareKind Kind, long From, long To);

    private readonly List<Row> _rows = [];
    private readonly Interner _texts = new();
    private readonly Interner _places = new();
    private int[] _patients = [];
    private int[] _byPractitioner = [];
    private int[] _byPatient = [];
    private int[] _byUnit = [];

    public int Count => _rows.Count;

    public void Add(CareRelationship care, int patientNode) => _rows.Add(new Row(
        _texts.Number(care.Practitioner), patientNode, _texts.Number(care.Organisation), _places.Number(Place(care.Organisation, care.Unit)),
        care.Kind, (care.From ?? DateTimeOffset.MinValue).UtcTicks, (care.To ?? DateTimeOffset.MaxValue).UtcTicks));

    public void Seal(Func<int, int> root)
    {
        _patients = [.. _rows.Select(r => root(r.Patient))];
        _byPractitioner = Order(i => _rows[i].Practitioner);
        _byPatient = Order(i => _patients[i]);
        _byUnit = Order(i => _rows[i].Unit);
    }

    public IEnumerable<CareSpan> OfPractitioner(string practitioner) => Range(_byPractitioner, i => _rows[i].Practitioner, _texts.Find(practitioner));

    public IEnumerable<CareSpan> OfPatient(int cluster) => Range(_byPatient, i => _patients[i], cluster);

    public IEnumerable<CareSpan> InUnit(string organisation, string unit) => Range(_byUnit, i => _rows[i].Unit, _places.Find(Place(organisation, unit)!));

    private static string? Place(string? organisation, string? unit) => organisation is null || unit is null ? null : organisation + "\n" + unit;

    private int[] Order(Func<int, int> key)
    {
        var keys = new (int Key, long From)[_rows.Count];
        var order = new int[_rows.Count];
        for (var i = 0; i < order.Length; i++) (keys[i], order[i]) = ((key(i), _rows[i].From), i);
        Array.Sort(keys, order);
        return order;
    }

    private IEnumerable<CareSpan> Range(int[] order, Func<int, int> key, int wanted)
    {
        if (wanted < 0) yield break;
        var (low, high) = (0, order.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (key(order[middle]) < wanted) low = middle + 1;
            else high = middle;
        }

        for (; low < order.Length && key(order[low]) == wanted; low++)
        {
            var (row, cluster) = (_rows[order[low]], _patients[order[low]]);
            var unit = _places.Text(row.Unit);
            yield return new CareSpan(cluster, _texts.Text(row.Practitioner), row.Kind, _texts.Text(row.Organisation),
                unit?[(unit.IndexOf('\n', StringComparison.Ordinal) + 1)..], new DateTimeOffset(row.From, TimeSpan.Zero), new DateTimeOffset(row.To, TimeSpan.Zero));
        }
    }
}
