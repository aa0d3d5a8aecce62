namespace Egide.Simulator;

/// <summary>Draws the patients: ages, names, houses, identifiers, contacts, and the flaws of a real identity base.</summary>
internal sealed class PatientRegister
{
    private readonly PatientBase _all;
    private readonly int[] _next, _doctors;
    private readonly double[] _shares;

    private PatientRegister(RegionOptions options, IReadOnlyList<Establishment> houses, IReadOnlyList<Professional> staff)
    {
        _all = new PatientBase(options.Patients);
        _next = new int[houses.Count];
        _doctors = [.. staff.Where(p => p.Role == Role.Doctor && p.Home.Kind is "msp").Select(p => p.Index)];
        _shares = new double[houses.Count];
        var sum = 0.0;
        for (var i = 0; i < houses.Count; i++)
            _shares[i] = sum += houses[i].PatientShare;
    }

    /// <summary>The register with all its versions, to the end of the region's days.</summary>
    public static PatientBase Make(RegionOptions options, IReadOnlyList<Establishment> houses, IReadOnlyList<Professional> staff)
    {
        var register = new PatientRegister(options, houses, staff);
        register.Draw(new Rng(options.Seed, "patients"));
        RegisterLife.Live(options, register._all, register);
        return register._all;
    }

    private void Draw(Rng rng)
    {
        for (var i = 0; i < _all.Count; i++)
        {
            var x = rng.Unit();
            if (i > 50 && x < .004)
                Duplicate(rng, i);
            else if (i > 50 && x < .09)
                SecondHouse(rng, i);
            else
                Newcomer(rng, i);
        }
    }

    /// <summary>Fills a row with a person that the region has not seen.</summary>
    public void Newcomer(Rng rng, int i)
    {
        var house = rng.Weighted(_shares);
        _all.Sex[i] = (byte)(rng.Chance(.53) ? 2 : 1);
        _all.Family[i] = (short)rng.Weighted(Names.FamilyWeights);
        _all.Given[i] = (short)rng.Weighted(Names.GivenWeights);
        _all.Birth[i] = Born(rng, house).DayNumber;
        Number(rng, i, house);
        _all.Person[i] = i;
        var x = rng.Unit();
        _all.Status[i] = x < .55 ? PatientStatus.QUAL : x < .88 ? PatientStatus.VALI : x < .92 ? PatientStatus.RECUP : x < .993 ? PatientStatus.PROV : x < .9975 ? PatientStatus.COLP : PatientStatus.FICT;
        if (_all.Status[i] is PatientStatus.QUAL or PatientStatus.RECUP || (_all.Status[i] == PatientStatus.COLP && rng.Chance(.5)) || (_all.Status[i] == PatientStatus.VALI && rng.Chance(.15)))
            _all.Ins[i] = Matricule(rng, i, rng.Chance(.75) ? 99 : rng.Between(1, 95));
        if (_all.Status[i] == PatientStatus.FICT)
        {
            _all.Ins[i] = Matricule(rng, i, 98);
            _all.Person[i] = -1;
        }
        _all.Phone[i] = rng.Chance(.82) ? (rng.Chance(.8) ? 600_000_000 : 700_000_000) + rng.Below(99_999_999) : 0;
        _all.Email[i] = rng.Chance(.46);
        _all.Street[i] = (short)(rng.Chance(.93) ? rng.Below(Names.Streets.Length * 90) : -1);
        _all.City[i] = (byte)rng.Below(Names.Cities.Length);
        _all.Doctor[i] = _doctors.Length > 0 && rng.Chance(.6) ? rng.Pick(_doctors) : -1;
    }

    private static DateOnly Born(Rng rng, int house)
    {
        var age = house is 6 or 7 ? 86 + rng.Gauss() * 6 : rng.Chance(.2) ? rng.Unit() * 20 : rng.Chance(.45) ? 72 + rng.Gauss() * 12 : 22 + rng.Unit() * 50;
        var days = (int)(Math.Clamp(age, .1, 103) * 365.25);
        return new DateOnly(2026, 8, 20).AddDays(-days);
    }

    /// <summary>A matricule that fits the row's sex and birth.</summary>
    public long Matricule(Rng rng, int i, int department) =>
        Identifiers.Nir(_all.Sex[i], _all.BirthDate(i), department, rng.Between(1, 400), rng.Between(1, 500));

    /// <summary>Gives the row the house's next number.</summary>
    public void Number(Rng rng, int i, int house)
    {
        _all.House[i] = (byte)house;
        // Numbers rise with time but not by one: other desks number too.
        _next[house] += rng.Between(1, 9);
        _all.Ipp[i] = 100_000_000 + house * 10_000_000 + _next[house];
    }

    private void Duplicate(Rng rng, int i)
    {
        var twin = Earlier(rng, i);
        _all.Copy(twin, i);
        Number(rng, i, _all.House[twin]);
        if (_all.Ins[twin] == 0)
            _all.Ins[i] = _all.Ins[twin] = Matricule(rng, twin, 99);
        _all.Status[i] = PatientStatus.DOUB;
        if (rng.Chance(.4))
            _all.Given[i] = (short)rng.Weighted(Names.GivenWeights); // typed otherwise at the desk: why nobody merged them
    }

    private void SecondHouse(Rng rng, int i)
    {
        var twin = Earlier(rng, i);
        _all.Copy(twin, i);
        Number(rng, i, rng.Weighted(_shares));
        if (_all.Ins[twin] == 0)
            _all.Ins[twin] = Matricule(rng, twin, 99);
        _all.Ins[i] = _all.Ins[twin];
        _all.Status[i] = PatientStatus.QUAL;
        if (rng.Chance(.3))
            _all.Phone[i] = rng.Chance(.5) ? 0 : 600_000_000 + rng.Below(99_999_999);
    }

    private int Earlier(Rng rng, int i)
    {
        for (; ; )
        {
            var j = rng.Below(i);
            if (_all.Person[j] == j && _all.Status[j] is PatientStatus.QUAL or PatientStatus.VALI)
                return j;
        }
    }
}
