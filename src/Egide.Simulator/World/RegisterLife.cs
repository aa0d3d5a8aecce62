namespace Egide.Simulator;

/// <summary>
/// What happens to the register in the month: marriages, corrections, new contacts, late qualifications, registrations, duplicates made and merged,
/// and merges of two different persons that are undone. Each kind has its own stream and the month's other draws know nothing of them.
/// </summary>
internal sealed class RegisterLife
{
    /// <summary>Kinds of change, and how many there are in 30 days for each record of the register.</summary>
    private static readonly (Change Kind, double Rate)[] Rates =
    [
        (Change.Marriage, .0009), (Change.Birth, .0006), (Change.Contact, .008), (Change.Qualification, .002), (Change.Registration, .005),
        (Change.Duplicate, .0006), (Change.OldDuplicate, .0003), (Change.WrongMerge, .0001),
    ];

    /// <summary>How many times more merges and splits there are under the condition <c>merges</c>.</summary>
    private const int Turmoil = 10;

    private enum Change : byte { Marriage, Birth, Contact, Qualification, Registration, Duplicate, OldDuplicate, WrongMerge, Merge, Closing, Split }

    private readonly record struct Event(long Ms, int Order, Change Kind, int Record, int Other, Rng Rng);

    private readonly RegionOptions _options;
    private readonly PatientBase _all;
    private readonly PatientRegister _register;
    private readonly PriorityQueue<Event, (long, int)> _due = new();
    private readonly HashSet<int> _busy = [];
    private readonly long _end;
    private int _order;

    private RegisterLife(RegionOptions options, PatientBase all, PatientRegister register) =>
        (_options, _all, _register, _end) = (options, all, register, ParisClock.Utc(options.Start.AddDays(options.Days), 0));

    /// <summary>Adds the month's versions and registrations to the register.</summary>
    public static void Live(RegionOptions options, PatientBase all, PatientRegister register)
    {
        var life = new RegisterLife(options, all, register);
        var rows = 0;
        foreach (var (kind, rate) in Rates)
        {
            var n = Math.Max(1, (int)Math.Round(all.Count * rate * options.Days / 30));
            if (options.Suffers("merges") && kind >= Change.Duplicate)
                n *= Turmoil;
            rows += 3 * n;
            var rng = new Rng(options.Seed, "register-" + kind.ToString());
            for (var i = 0; i < n; i++)
                life.Plan(kind, life.Moment(rng, kind), rng);
        }
        all.Reserve(rows);
        while (life._due.TryDequeue(out var due, out _))
            life.Happen(due);
    }

    // Desks keep office hours; emergencies register at any hour. Instants are whole seconds, as registers write them.
    private long Moment(Rng rng, Change kind)
    {
        var day = rng.Below(_options.Days);
        var hours = rng.Chance(kind is Change.Registration or Change.Duplicate ? .6 : .9) ? 8 + 10 * rng.Unit() : 24 * rng.Unit();
        return ParisClock.Utc(_options.Start.AddDays(day), hours) / 1000 * 1000;
    }

    private void Plan(Change kind, long ms, Rng rng, int record = -1, int other = -1)
    {
        if (ms >= _end)
            return;
        var due = new Event(ms, _order++, kind, record, other, rng);
        _due.Enqueue(due, (ms, due.Order));
    }

    private void Happen(in Event e)
    {
        switch (e.Kind)
        {
            case Change.Marriage when Draw(e, i => Age(i) is > 19 and < 66) is >= 0 and var bride:
                Marry(_all.Amend(bride, e.Ms), e.Rng);
                break;
            case Change.Birth when Draw(e, _ => true) is >= 0 and var corrected:
                CorrectBirth(_all.Amend(corrected, e.Ms), e.Rng);
                break;
            case Change.Contact when Draw(e, _ => true, again: true) is >= 0 and var moved:
                Reach(_all.Amend(moved, e.Ms), e.Rng);
                break;
            case Change.Qualification when Draw(e, i => _all.Ins[i] == 0 && _all.Status[i] is PatientStatus.PROV or PatientStatus.VALI) is >= 0 and var known:
                var qualified = _all.Amend(known, e.Ms);
                _all.Ins[qualified] = _register.Matricule(e.Rng, qualified, e.Rng.Chance(.75) ? 99 : e.Rng.Between(1, 95));
                _all.Status[qualified] = PatientStatus.QUAL;
                break;
            case Change.Registration:
                _register.Newcomer(e.Rng, _all.Begin(e.Ms));
                break;
            case Change.Duplicate when Draw(e, i => _all.Ins[i] > 0 && _all.Status[i] is PatientStatus.QUAL or PatientStatus.VALI) is >= 0 and var twin:
                Repeat(e, twin);
                break;
            case Change.OldDuplicate when Draw(e, i => _all.Status[i] == PatientStatus.DOUB) is >= 0 and var old:
                Close(old, _all.Person[old], e.Ms);
                break;
            case Change.WrongMerge:
                Confuse(e);
                break;
            case Change.Merge:
                Merge(e);
                break;
            case Change.Closing:
                Close(e.Record, e.Other, e.Ms);
                break;
            case Change.Split:
                Separate(_all.Amend(e.Record, e.Ms), e.Record);
                break;
        }
    }

    /// <summary>
    /// A real person's record that is open and new to all but changes of contact, which may happen <paramref name="again"/>; -1 when the search is in vain.
    /// </summary>
    private int Draw(in Event e, Func<int, bool> fits, bool again = false)
    {
        for (var tries = 0; tries < 20_000; tries++)
        {
            var i = e.Rng.Below(_all.Count);
            var last = _all.Last(i);
            if (_all.Person[i] >= 0 && _all.Status[i] != PatientStatus.COLP && _all.To[last] == PatientBase.Always && _all.From[last] < e.Ms && fits(i) && (again || _busy.Add(i)))
                return i;
        }
        return -1;
    }

    private int Age(int i) => _options.Start.Year - _all.BirthDate(i).Year;

    private void Marry(int row, Rng rng)
    {
        var before = _all.Family[row];
        while (_all.Family[row] == before)
            _all.Family[row] = (short)rng.Weighted(Names.FamilyWeights);
    }

    // The matricule holds the month and the year: with one, only the day can have been wrong.
    private void CorrectBirth(int row, Rng rng)
    {
        var was = _all.BirthDate(row);
        var day = 1 + (was.Day + 8 + rng.Below(12)) % 28;
        _all.Birth[row] = (_all.Ins[row] > 0 || rng.Chance(.5) ? new DateOnly(was.Year, was.Month, day) : new DateOnly(was.Year - 1, 1 + (was.Month + rng.Below(11)) % 12, day)).DayNumber;
    }

    private void Reach(int row, Rng rng)
    {
        var x = rng.Unit();
        if (x < .4)
            _all.Phone[row] = 600_000_000 + rng.Below(99_999_999);
        else if (x < .6)
            _all.Email[row] = !_all.Email[row];
        else
        {
            _all.Street[row] = (short)rng.Below(Names.Streets.Length * 90);
            _all.City[row] = (byte)rng.Below(Names.Cities.Length);
        }
    }

    /// <summary>Registered once more, in haste and without a matricule, and found out days later.</summary>
    private void Repeat(in Event e, int twin)
    {
        var row = _all.Begin(e.Ms);
        _all.Copy(twin, row);
        _register.Number(e.Rng, row, _all.House[twin]);
        _all.Ins[row] = 0;
        _all.Status[row] = PatientStatus.PROV;
        if (e.Rng.Chance(.4))
            _all.Given[row] = (short)e.Rng.Weighted(Names.GivenWeights);
        Plan(Change.Merge, Later(e, 1, 6), e.Rng, row, twin);
    }

    /// <summary>The repetition is marked with the other's matricule; half of them are closed later, when nothing hangs on them any more.</summary>
    private void Merge(in Event e)
    {
        Absorb(_all.Amend(e.Record, e.Ms), e.Other);
        if (e.Rng.Chance(.5))
            Plan(Change.Closing, Later(e, 0, 2), e.Rng, e.Record, e.Other);
    }

    /// <summary>Two different persons taken for one, of one name when there are two; undone a few days later.</summary>
    private void Confuse(in Event e)
    {
        var kept = Draw(e, i => _all.Ins[i] > 0);
        if (kept < 0)
            return;
        bool Fits(int i) => _all.House[i] == _all.House[kept] && _all.Sex[i] == _all.Sex[kept] && _all.Person[i] != _all.Person[kept] && _all.Status[i] != PatientStatus.DOUB;
        var lost = Draw(e, i => _all.Family[i] == _all.Family[kept] && Fits(i));
        if (lost < 0)
            lost = Draw(e, Fits);
        if (lost < 0)
            return;
        if (e.Rng.Chance(.5))
            Close(lost, kept, e.Ms);
        else
            Absorb(_all.Amend(lost, e.Ms), kept);
        Plan(Change.Split, Later(e, 1, 4), e.Rng, lost, kept);
    }

    private void Close(int record, int kept, long ms)
    {
        _all.To[_all.Last(record)] = ms;
        _all.MergedInto[record] = kept;
    }

    private void Absorb(int row, int kept)
    {
        _all.Ins[row] = _all.Ins[_all.Last(kept)];
        _all.Status[row] = PatientStatus.DOUB;
    }

    private void Separate(int row, int record)
    {
        _all.Ins[row] = _all.Ins[record];
        _all.Status[row] = _all.Status[record];
    }

    private static long Later(in Event e, int lowDays, int highDays) =>
        e.Ms + e.Rng.Between(lowDays * 24 + 1, highDays * 24) * ParisClock.Hour + e.Rng.Below(3600) * 1000L;
}
