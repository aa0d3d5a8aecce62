namespace Egide.Simulator;

/// <summary>Draws the patients: ages, names, houses, identifiers, contacts, and the flaws of a real identity base.</summary>
internal static class PatientRegister
{
    public static PatientBase Make(RegionOptions options, IReadOnlyList<Establishment> houses, IReadOnlyList<Professional> staff)
    {
        var all = new PatientBase(options.Patients);
        var rng = new Rng(options.Seed, "patients");
        var shares = new double[houses.Count];
        var sum = 0.0;
        for (var i = 0; i < houses.Count; i++)
            shares[i] = sum += houses[i].PatientShare;
        var next = new int[houses.Count];
        int[] doctors = [.. staff.Where(p => p.Role == Role.Doctor && p.Home.Kind is "msp").Select(p => p.Index)];
        for (var i = 0; i < all.Count; i++)
        {
            var x = rng.Unit();
            if (i > 50 && x < .004)
                Duplicate(all, rng, i, next);
            else if (i > 50 && x < .09)
                SecondHouse(all, rng, i, next, shares);
            else
                Newcomer(all, rng, i, next, shares, doctors);
        }
        return all;
    }

    private static void Newcomer(PatientBase all, Rng rng, int i, int[] next, double[] shares, int[] doctors)
    {
        var house = rng.Weighted(shares);
        all.Sex[i] = (byte)(rng.Chance(.53) ? 2 : 1);
        all.Family[i] = (short)rng.Weighted(Names.FamilyWeights);
        all.Given[i] = (short)rng.Weighted(Names.GivenWeights);
        all.Birth[i] = Born(rng, house).DayNumber;
        Number(all, rng, i, house, next);
        all.Person[i] = i;
        var x = rng.Unit();
        all.Status[i] = x < .55 ? PatientStatus.QUAL : x < .88 ? PatientStatus.VALI : x < .92 ? PatientStatus.RECUP : x < .993 ? PatientStatus.PROV : x < .9975 ? PatientStatus.COLP : PatientStatus.FICT;
        if (all.Status[i] is PatientStatus.QUAL or PatientStatus.RECUP || (all.Status[i] == PatientStatus.COLP && rng.Chance(.5)) || (all.Status[i] == PatientStatus.VALI && rng.Chance(.15)))
            all.Ins[i] = Matricule(all, rng, i, rng.Chance(.75) ? 99 : rng.Between(1, 95));
        if (all.Status[i] == PatientStatus.FICT)
        {
            all.Ins[i] = Matricule(all, rng, i, 98);
            all.Person[i] = -1;
        }
        all.Phone[i] = rng.Chance(.82) ? (rng.Chance(.8) ? 600_000_000 : 700_000_000) + rng.Below(99_999_999) : 0;
        all.Email[i] = rng.Chance(.46);
        all.Street[i] = (short)(rng.Chance(.93) ? rng.Below(Names.Streets.Length * 90) : -1);
        all.City[i] = (byte)rng.Below(Names.Cities.Length);
        all.Doctor[i] = doctors.Length > 0 && rng.Chance(.6) ? rng.Pick(doctors) : -1;
    }

    private static DateOnly Born(Rng rng, int house)
    {
        var age = house is 6 or 7 ? 86 + rng.Gauss() * 6 : rng.Chance(.2) ? rng.Unit() * 20 : rng.Chance(.45) ? 72 + rng.Gauss() * 12 : 22 + rng.Unit() * 50;
        var days = (int)(Math.Clamp(age, .1, 103) * 365.25);
        return new DateOnly(2026, 8, 20).AddDays(-days);
    }

    private static long Matricule(PatientBase all, Rng rng, int i, int department) =>
        Identifiers.Nir(all.Sex[i], all.BirthDate(i), department, rng.Between(1, 400), rng.Between(1, 500));

    private static void Number(PatientBase all, Rng rng, int i, int house, int[] next)
    {
        all.House[i] = (byte)house;
        // Numbers rise with time but not by one: other desks number too.
        next[house] += rng.Between(1, 9);
        all.Ipp[i] = 100_000_000 + house * 10_000_000 + next[house];
    }

    private static void Duplicate(PatientBase all, Rng rng, int i, int[] next)
    {
        var twin = Earlier(all, rng, i);
        Copy(all, twin, i);
        Number(all, rng, i, all.House[twin], next);
        if (all.Ins[twin] == 0)
            all.Ins[i] = all.Ins[twin] = Matricule(all, rng, twin, 99);
        all.Status[i] = PatientStatus.DOUB;
        if (rng.Chance(.4))
            all.Given[i] = (short)rng.Weighted(Names.GivenWeights); // typed otherwise at the desk: why nobody merged them
    }

    private static void SecondHouse(PatientBase all, Rng rng, int i, int[] next, double[] shares)
    {
        var twin = Earlier(all, rng, i);
        Copy(all, twin, i);
        Number(all, rng, i, rng.Weighted(shares), next);
        if (all.Ins[twin] == 0)
            all.Ins[twin] = Matricule(all, rng, twin, 99);
        all.Ins[i] = all.Ins[twin];
        all.Status[i] = PatientStatus.QUAL;
        if (rng.Chance(.3))
            all.Phone[i] = rng.Chance(.5) ? 0 : 600_000_000 + rng.Below(99_999_999);
    }

    private static int Earlier(PatientBase all, Rng rng, int i)
    {
        for (; ; )
        {
            var j = rng.Below(i);
            if (all.Person[j] == j && all.Status[j] is PatientStatus.QUAL or PatientStatus.VALI)
                return j;
        }
    }

    private static void Copy(PatientBase all, int from, int to)
    {
        all.Family[to] = all.Family[from];
        all.Given[to] = all.Given[from];
        all.Sex[to] = all.Sex[from];
        all.Birth[to] = all.Birth[from];
        all.Ins[to] = all.Ins[from];
        all.Person[to] = all.Person[from];
        all.Phone[to] = all.Phone[from];
        all.Email[to] = all.Email[from];
        all.Street[to] = all.Street[from];
        all.City[to] = all.City[from];
        all.Doctor[to] = all.Doctor[from];
    }
}
