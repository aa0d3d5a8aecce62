namespace Egide.Simulator;

/// <summary>One professional's day: signs in, looks for patients, opens their records, for a reason or, at times, without one on paper.</summary>
internal sealed class Workday(World world, Gate gate, PortalDesk portal, LocalDesk local)
{
    public long Accesses { get; private set; }
    public long Explained { get; private set; }

    public void Live(Professional p, int day)
    {
        var rng = new Rng(world.Options.Seed, "day", p.Index * 1000L + day);
        foreach (var stint in Roster.Of(p, day, world.Options.Start.AddDays(day), rng))
            Work(p, day, stint, rng);
    }

    private void Work(Professional p, int day, Stint stint, Rng rng)
    {
        var unit = p.UnitOn(day);
        var house = world.Establishments[unit.Establishment];
        var start = ParisClock.Utc(world.Options.Start.AddDays(day), 0) + (long)(stint.From * ParisClock.Hour);
        var length = (long)((stint.To - stint.From) * ParisClock.Hour);
        var contacts = rng.Poisson(p.Pace * world.Options.Density * stint.Share);
        var device = gate.DeviceOf(p, stint.Place, day, rng);
        var address = gate.AddressOf(p, stint.Place, day, house, rng);
        Session? here = null, there = null;
        long hereTime = 0, thereTime = 0;
        // The local record is opened on site or over the VPN only, and only at home: a locum elsewhere has the portal.
        var localWork = p.Local is not null && house == p.Home && stint.Place is Place.Site or Place.Vpn;
        if (localWork)
        {
            hereTime = start + rng.Below(300_000);
            here = gate.Local(p.Local!, ref hereTime, device, device.InternalAddress, house, rng, day);
        }
        var moments = Moments(rng, contacts, start + 400_000, length - 400_000);
        foreach (var moment in moments)
        {
            var patient = Choose(p, unit, day, rng, out var urgent);
            if (patient < 0)
                continue;
            if (here is not null && (p.Regional is null || !rng.Chance(p.PortalShare)))
            {
                hereTime = Math.Max(moment, hereTime + 2000);
                local.Visit(here, ref hereTime, patient, rng);
                continue;
            }
            if (p.Regional is null)
                continue;
            thereTime = Math.Max(moment, thereTime + 2000);
            if (there is not null && thereTime - there.End > 70 * ParisClock.Minute)
            {
                gate.Close(there, there.End, rng);
                there = null;
            }
            if (there is null)
                there = gate.Portal(p.Regional, ref thereTime, address, device, house, rng, day);
            else if (rng.Chance(stint.Place is Place.Mobile ? .12 : stint.Place is Place.Site ? .001 : .02))
                there = Roam(there, p, stint.Place, day, house, thereTime, rng);
            Visit(there, ref thereTime, p, patient, urgent, rng);
            there.End = Math.Max(there.End, thereTime);
        }
        if (there is not null)
        {
            Campaign(p, there, ref thereTime, house, rng);
            gate.Close(there, Math.Max(there.End, thereTime), rng);
        }
        if (here is not null)
            gate.Close(here, Math.Max(here.End, start + length - rng.Below(600_000)), rng);
    }

    private static long[] Moments(Rng rng, int n, long start, long length)
    {
        var at = new long[n];
        for (var i = 0; i < n; i++)
        {
            // Rounds and clinics come in bunches: two thirds of the contacts keep to a few moments.
            var x = rng.Chance(.66) ? (rng.Below(3) + .2 + .5 * rng.Unit()) / 3 : rng.Unit();
            at[i] = start + (long)(x * length);
        }
        Array.Sort(at);
        return at;
    }

    private Session Roam(Session s, Professional p, Place place, int day, Establishment house, long t, Rng rng)
    {
        var moved = place == Place.Mobile ? rng.Chance(.6) ? Place.Mobile : Place.Home : place == Place.Vpn ? Place.Home : Place.Mobile;
        var next = gate.Continue(s, t, gate.AddressOf(p, moved, day, house, rng), s.Device, rng, day);
        s.End = Math.Min(s.End, t);
        return next;
    }

    private int Choose(Professional p, Unit unit, int day, Rng rng, out bool urgent)
    {
        urgent = false;
        var unexplained = p.Role switch
        {
            Role.Coder => .9, Role.Records => .8, Role.Regulator => .9, Role.TeleRadiologist => .06, Role.Pharmacist => .04, Role.Secretary => .035, _ => .025,
        };
        if (!rng.Chance(unexplained))
        {
            var own = world.Care.OfPerson(p, day);
            var shared = world.Care.OfUnit(unit, day);
            var list = own is null ? shared : shared is null || rng.Chance(.55) ? own : shared;
            if (list is not null)
            {
                var id = rng.Pick(list);
                Accesses++;
                Explained += id >= 0 ? 1 : 0;
                return world.Care.Link(id).Patient;
            }
            if (p.Role is not (Role.Regulator or Role.Records))
                return -1; // nobody on the ward today
        }
        urgent = p.Role == Role.Regulator ? rng.Chance(.6) : p.Role is Role.Doctor or Role.Intern or Role.Nurse && rng.Chance(.25);
        Accesses++;
        var pool = world.Care.HousePatients(unit.Establishment);
        return pool.Count == 0 || p.Role == Role.Regulator || rng.Chance(.15) ? rng.Below(world.Patients.Count) : rng.Pick(pool);
    }

    private void Visit(Session s, ref long t, Professional p, int patient, bool urgent, Rng rng)
    {
        if (rng.Chance(p.Role == Role.Secretary ? .85 : .62))
            Looking.For(world, portal, s, ref t, patient, rng, p.Role == Role.Secretary);
        if (rng.Chance(p.Role == Role.Secretary ? .16 : .04))
            return; // found what was wanted in the list: a telephone number, a room
        portal.Open(s, ref t, patient, PortalCall.ReadPatient, urgent, rng);
        foreach (var call in Screens(p.Role))
            if (rng.Chance(.5))
            {
                t += 1500 + rng.Below(20_000);
                portal.Open(s, ref t, patient, call, urgent, rng);
            }
        t += 2000 + rng.Below(40_000);
    }

    private static PortalCall[] Screens(Role role) => role switch
    {
        Role.Secretary or Role.Records => [PortalCall.Encounters, PortalCall.Appointments],
        Role.Nurse or Role.Midwife => [PortalCall.Medications, PortalCall.Observations],
        Role.Pharmacist => [PortalCall.Medications, PortalCall.Observations],
        Role.Coder => [PortalCall.Encounters, PortalCall.Documents, PortalCall.Conditions],
        Role.Radiographer or Role.TeleRadiologist => [PortalCall.Documents, PortalCall.Binary],
        _ => [PortalCall.Documents, PortalCall.Binary, PortalCall.Observations, PortalCall.Conditions],
    };

    /// <summary>Honest sweeps: a cohort to call in for vaccination or screening, or the hunt for duplicates.</summary>
    private void Campaign(Professional p, Session s, ref long t, Establishment house, Rng rng)
    {
        var dedup = p.Role == Role.Records;
        if (!rng.Chance(dedup ? .4 : p.Role == Role.Secretary ? .04 : p.Role == Role.Nurse && p.Home.Kind == "msp" ? .04 : 0))
            return;
        var year = rng.Between(1940, 1985);
        // Most keep to their own house; some applications cannot, or the campaign is the region's.
        var only = rng.Chance(.6) ? house.Index : -1;
        var query = dedup
            ? new PatientQuery(Looking.Start(world.Search.FoldedFamily(world.Patients.At(rng.Below(world.Patients.Count), t)), 3), "", 0, 0, -1, only)
            : new PatientQuery("", "", new DateOnly(year, 1, 1).DayNumber, new DateOnly(year, only < 0 ? 2 : 6, 28).DayNumber, -1, only);
        var paging = rng.Next();
        t += 60_000;
        for (var page = 0; page < 25; page++)
        {
            var answer = portal.Search(s, ref t, query, page, !dedup, rng, paging);
            t += rng.Chance(.3) ? 1500 + rng.Below(3000) : 6000 + rng.Below(30_000);
            if ((page + 1) * PortalDesk.PageSize >= answer.Total)
                break;
        }
    }
}
