namespace Egide.Simulator;

/// <summary>How a person at a desk looks for a patient: by number, by name and birth date, or by the beginning of a name, with slips.</summary>
internal static class Looking
{
    public static void For(World world, PortalDesk portal, Session s, ref long t, int patient, Rng rng, bool clerk)
    {
        patient = world.Patients.At(patient, t);
        var family = world.Search.FoldedFamily(patient);
        var given = world.Search.FoldedGiven(patient);
        var born = world.Patients.Birth[patient];
        var elements = (s.Owner.Index & 3) == 1; // some applications ask for the list's columns only
        if (rng.Chance(.07))
        {
            portal.Search(s, ref t, new PatientQuery(Slip(family, rng), "", born, born), 0, elements, rng);
            t += 3000 + rng.Below(9000);
        }
        var x = rng.Unit();
        var query = x < .25 ? new PatientQuery("", "", 0, 0, patient)
            : x < .62 ? new PatientQuery(family, "", born, born)
            : x < .78 ? new PatientQuery(family, given, 0, 0)
            : x < .90 ? new PatientQuery(Start(family, 3), Start(given, 2), 0, 0)
            : new PatientQuery(Start(family, 4), "", YearStart(born), YearEnd(born));
        var paging = rng.Next();
        var answer = portal.Search(s, ref t, query, 0, elements, rng, paging);
        t += 2000 + rng.Below(clerk ? 5000 : 11_000);
        for (var page = 1; page < 4 && answer.Total > page * PortalDesk.PageSize && rng.Chance(.45); page++)
        {
            portal.Search(s, ref t, query, page, elements, rng, paging);
            t += 3000 + rng.Below(9000);
        }
    }

    public static int YearStart(int born) => new DateOnly(DateOnly.FromDayNumber(born).Year, 1, 1).DayNumber;

    public static int YearEnd(int born) => new DateOnly(DateOnly.FromDayNumber(born).Year, 12, 31).DayNumber;

    public static string Start(string name, int n) => name[..Math.Min(n, name.Length)];

    // Two letters change places, as fast typing does.
    private static string Slip(string name, Rng rng)
    {
        if (name.Length < 3)
            return name + "X";
        var i = rng.Below(name.Length - 1);
        var letters = name.ToCharArray();
        (letters[i], letters[i + 1]) = (letters[i + 1], letters[i]);
        return new string(letters);
    }
}
