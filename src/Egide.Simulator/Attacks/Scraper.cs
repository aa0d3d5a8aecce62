namespace Egide.Simulator;

/// <summary>Harvests identities through the search screen: a few searches by hand, then a rhythm, until enough persons were shown.</summary>
internal sealed class Scraper(Stage stage, Rng rng)
{
    private readonly HashSet<int> _persons = [];
    private int _prefix, _day;
    private int _sweep;

    public int Persons => _persons.Count;

    /// <summary>Whether the list columns only are asked, as the screen does for some.</summary>
    public bool Elements { get; init; }

    /// <summary>The one establishment whose patients are asked for, or -1.</summary>
    public int House { get; init; } = -1;

    /// <summary>Milliseconds between two requests once it runs by itself.</summary>
    public double Rhythm { get; init; } = 1500;

    /// <summary>Chooses how to walk the register: name beginnings, or birth dates.</summary>
    public void Aim()
    {
        _sweep = rng.Below(3);
        _prefix = rng.Below(Beginnings.Length);
        _day = new DateOnly(rng.Between(1935, 1990), 1, 1).DayNumber + rng.Below(300);
    }

    public void Run(Session s, ref long t, int goal, long until)
    {
        var byHand = rng.Between(6, 18);
        var idle = 0;
        while (_persons.Count < goal && t < until && idle < 60)
        {
            var query = Next();
            var paging = rng.Next();
            var total = int.MaxValue;
            var deep = rng.Between(2, 12);
            for (var page = 0; page * PortalDesk.PageSize < total && page <= deep && _persons.Count < goal && t < until; page++)
            {
                var before = _persons.Count;
                var answer = stage.Portal.Search(s, ref t, query, page, Elements, rng, paging);
                total = answer.Total;
                foreach (var i in answer.Shown ?? [])
                    _persons.Add(stage.World.Patients.Person[i]);
                idle = _persons.Count > before ? 0 : idle + 1;
                t += byHand-- > 0 ? 4000 + rng.Below(22_000) : (long)(Rhythm * (.5 + rng.Unit()) + (rng.Chance(.01) ? 60_000 * rng.Unit() : 0));
            }
            s.End = Math.Max(s.End, t);
        }
    }

    private PatientQuery Next() => Walk() with { House = House };

    private PatientQuery Walk()
    {
        switch (_sweep)
        {
            case 0:
                // Down the alphabet by beginnings that exist, at times with birth years to keep a list short and unremarkable.
                var start = Beginnings[_prefix++ % Beginnings.Length];
                var year = rng.Between(1930, 1995);
                return rng.Chance(.4) ? new PatientQuery(start, "", new DateOnly(year, 1, 1).DayNumber, new DateOnly(year + 19, 12, 31).DayNumber) : new PatientQuery(start, "", 0, 0);
            case 1:
                // Birth dates one after the other, as many days at once as give a page or so.
                var from = _day;
                _day += Math.Max(1, 700_000 / stage.Options.Patients);
                return new PatientQuery("", "", from, _day - 1);
            default:
                return new PatientQuery(rng.Pick(Beginnings), rng.Chance(.3) ? Looking.Start(Names.Fold(rng.Pick(Names.Female)), 1) : "", 0, 0);
        }
    }

    private static readonly string[] Beginnings = [.. Names.Family.Take(240).Select(n => Looking.Start(Names.Fold(n), 3)).Distinct().Order(StringComparer.Ordinal)];
}
