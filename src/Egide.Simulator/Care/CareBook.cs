namespace Egide.Simulator;

/// <summary>The month's care: stays, orders, appointments, followed patients, and who may therefore open what on which day.</summary>
internal sealed class CareBook
{
    private readonly RegionOptions _options;
    private readonly World _world;
    private readonly long[] _midnights;
    private readonly List<int>?[] _unitDays, _personDays;
    private readonly int[][] _housePatients;
    private readonly int _units;

    public List<CareLink> Links { get; } = [];

    public CareBook(RegionOptions options, World world)
    {
        _options = options;
        _world = world;
        _units = world.Establishments.Sum(e => e.Units.Count);
        _midnights = [.. Enumerable.Range(0, options.Days + 1).Select(d => ParisClock.Utc(options.Start.AddDays(d), 0))];
        _unitDays = new List<int>?[_units * options.Days];
        _personDays = new List<int>?[world.Staff.Count * options.Days];
        _housePatients = [.. world.Establishments.Select(e => Enumerable.Range(0, world.Patients.Count).Where(i => world.Patients.House[i] == e.Index).ToArray())];
        foreach (var e in world.Establishments)
            foreach (var unit in e.Units.Where(u => u.Kind == UnitKind.Ward))
                Stays(e, unit);
        foreach (var p in world.Staff)
            Agenda(p);
    }

    public IReadOnlyList<int> HousePatients(int house) => _housePatients[house];

    public List<int>? OfUnit(Unit unit, int day) => _unitDays[unit.Index * _options.Days + day];

    public List<int>? OfPerson(Professional p, int day) => _personDays[p.Index * _options.Days + day];

    private void Stays(Establishment house, Unit unit)
    {
        var rng = new Rng(_options.Seed, "stays", unit.Index);
        var pool = _housePatients[house.Index];
        var doctors = house.Staff.FindAll(p => p.Role == Role.Doctor && p.Unit == unit);
        for (var bed = 0; bed < unit.Beds && pool.Length > 0; bed++)
        {
            var t = _midnights[0] - (long)(rng.Exponential(unit.StayDays) * ParisClock.Day);
            while (t < _midnights[^1])
            {
                var end = t + (long)(Math.Max(.15, rng.Exponential(unit.StayDays)) * ParisClock.Day);
                var patient = rng.Pick(pool);
                if (end > _midnights[0])
                    Stay(house, unit, rng, patient, doctors.Count > 0 ? rng.Pick(doctors) : null, t, end);
                t = end + (long)(rng.Exponential(.25) * ParisClock.Day);
            }
        }
    }

    private void Stay(Establishment house, Unit unit, Rng rng, int patient, Professional? doctor, long from, long to)
    {
        Add(new CareLink(patient, doctor?.Index ?? -1, unit, CareKind.Encounter, from, to), rng);
        var start = Math.Max(from, _midnights[0]);
        if (house.Units.Find(u => u.Kind == UnitKind.Imaging) is { } imaging && rng.Chance(.6))
            Order(imaging, rng, patient, start, to);
        if (house.Units.Find(u => u.Kind == UnitKind.Pharmacy) is { } pharmacy && rng.Chance(.7))
            Add(new CareLink(patient, -1, pharmacy, CareKind.Service, from, to), rng);
        if (rng.Chance(.2) && doctor is not null)
        {
            var other = rng.Pick(house.Staff);
            if (other.Role is Role.Doctor or Role.Intern && other != doctor)
                Add(new CareLink(patient, other.Index, other.Unit, CareKind.Consultation, start, Math.Min(to, start + 2 * ParisClock.Day)), rng);
        }
    }

    private void Order(Unit imaging, Rng rng, int patient, long start, long to)
    {
        var at = start + (long)(rng.Unit() * Math.Min(to - start, 3 * ParisClock.Day));
        Add(new CareLink(patient, -1, imaging, CareKind.Service, at, at + 2 * ParisClock.Day), rng);
        if (!rng.Chance(.3) || _world.Remote.Count == 0)
            return;
        var reader = rng.Pick(_world.Remote);
        Add(new CareLink(patient, reader.Index, reader.Unit, CareKind.Referral, at, at + ParisClock.Day), rng);
    }

    private void Agenda(Professional p)
    {
        var rng = new Rng(_options.Seed, "agenda", p.Index);
        var pool = _housePatients[p.Home.Index];
        if (pool.Length == 0)
            return;
        if (p.Home.Kind is "msp" or "ehpad" && p.Role is Role.Doctor or Role.Nurse)
        {
            p.Panel = [.. Enumerable.Range(0, Math.Min(pool.Length, 160)).Select(_ => rng.Pick(pool)).Distinct()];
            foreach (var patient in p.Panel.Take(p.Panel.Length / 5))
                Links.Add(new CareLink(patient, p.Index, p.Unit, CareKind.Team, _midnights[0] - 200 * ParisClock.Day, _midnights[^1] + 200 * ParisClock.Day));
        }
        if (p.Role != Role.Doctor || p.Unit.Kind != UnitKind.Clinic)
            return;
        for (var day = 0; day < _options.Days; day++)
        {
            var date = _options.Start.AddDays(day);
            if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || p.IsAway(day))
                continue;
            var slots = rng.Between(8, 14);
            for (var s = 0; s < slots; s++)
            {
                var from = ParisClock.Utc(date, 8.5 + s * .6);
                var patient = p.Panel.Length > 0 && rng.Chance(.8) ? rng.Pick(p.Panel) : rng.Pick(pool);
                Add(new CareLink(patient, p.Index, p.Unit, CareKind.Appointment, from, from + 20 * ParisClock.Minute), rng);
            }
        }
    }

    /// <summary>Files a link; about one in fifty is known to the carers and missing from what the context exports.</summary>
    private void Add(in CareLink link, Rng rng)
    {
        var id = rng.Chance(.02) ? ~Hidden.Count : Links.Count;
        (id < 0 ? Hidden : Links).Add(link);
        var first = Math.Max(0, DayOf(link.From));
        var last = Math.Min(_options.Days - 1, DayOf(link.To));
        for (var day = first; day <= last; day++)
        {
            File(_unitDays, link.Unit.Index * _options.Days + day, id);
            if (link.Professional >= 0)
                File(_personDays, link.Professional * _options.Days + day, id);
        }
    }

    public List<CareLink> Hidden { get; } = [];

    public CareLink Link(int id) => id < 0 ? Hidden[~id] : Links[id];

    private int DayOf(long t)
    {
        var i = Array.BinarySearch(_midnights, t);
        return i >= 0 ? i : ~i - 1;
    }

    private static void File(List<int>?[] days, int at, int id) => (days[at] ??= []).Add(id);
}
