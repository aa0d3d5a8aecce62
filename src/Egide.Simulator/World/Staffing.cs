using System.Globalization;

namespace Egide.Simulator;

/// <summary>Hires the professionals of each establishment and gives them accounts, devices and habits.</summary>
internal sealed class Staffing(RegionOptions options, IReadOnlyList<Establishment> establishments)
{
    private readonly HashSet<string> _logins = new(StringComparer.Ordinal);
    private readonly List<Professional> _all = [];

    public List<Professional> Hire()
    {
        foreach (var e in establishments)
        {
            var count = e.Index == 0
                ? options.Professionals - establishments.Skip(1).Sum(x => (int)Math.Round(options.Professionals * x.StaffShare))
                : (int)Math.Round(options.Professionals * e.StaffShare);
            for (var i = 0; i < count; i++)
                HireOne(e, i);
        }
        return _all;
    }

    private void HireOne(Establishment e, int rank)
    {
        var index = _all.Count;
        var rng = new Rng(options.Seed, "staff", index);
        var role = RoleFor(e, rank, rng);
        var female = rng.Chance(role is Role.Nurse or Role.Secretary or Role.Midwife ? .87 : .52);
        var given = (female ? Names.Female : Names.Male)[rng.Weighted(Names.GivenWeights)];
        var family = Names.Family[rng.Weighted(Names.FamilyWeights)];
        var p = new Professional
        {
            Index = index, Role = role, Home = e, Unit = Place(e, role, rng), Family = family, Given = given, Label = Label(role),
            Rpps = Identifiers.WithLuhn("10" + Identifiers.Text(10_000_000 + index * 37L + rng.Below(37), 8)),
        };
        Accounts(p, rng);
        Habits(p, rng);
        Equip(p, rng);
        Absences(p, rng);
        e.Staff.Add(p);
        _all.Add(p);
    }

    private static Role RoleFor(Establishment e, int rank, Rng rng)
    {
        // The first of each house hold the posts that must exist; the rest follow the mix of the kind of house.
        if (e.Kind == "grades")
            return rank % 2 == 0 ? Role.TeleRadiologist : rank % 4 == 1 ? Role.Regulator : Role.Secretary;
        if (e.Kind == "msp")
            return rank % 5 < 3 ? Role.Doctor : rank % 5 == 3 ? Role.Nurse : Role.Secretary;
        if (e.Kind == "ehpad")
            return rank % 8 == 0 ? Role.Doctor : rank % 8 == 1 ? Role.Secretary : Role.Nurse;
        var x = rng.Unit();
        return x switch
        {
            < .26 => Role.Doctor,
            < .62 => Role.Nurse,
            < .64 => Role.Midwife,
            < .67 => Role.Pharmacist,
            < .81 => Role.Secretary,
            < .82 => Role.Coder,
            < .83 => Role.Records,
            < .89 => Role.Radiographer,
            _ => e.Kind == "chu" ? Role.Intern : Role.Nurse,
        };
    }

    private static Unit Place(Establishment e, Role role, Rng rng)
    {
        Unit? Of(UnitKind kind) => e.Units.Find(u => u.Kind == kind);
        var wards = e.Units.FindAll(u => u.Kind == UnitKind.Ward);
        return role switch
        {
            Role.Radiographer or Role.TeleRadiologist => Of(UnitKind.Imaging)!,
            Role.Pharmacist => Of(UnitKind.Pharmacy)!,
            Role.Coder or Role.Records or Role.Regulator => Of(UnitKind.Office)!,
            Role.Midwife => e.Units.Find(u => u.Code == "MAT") ?? rng.Pick(wards),
            Role.Doctor or Role.Secretary when Of(UnitKind.Clinic) is { } clinic && (wards.Count == 0 || rng.Chance(.35)) => clinic,
            _ when wards.Count == 0 => e.Units[0],
            _ => rng.Pick(wards),
        };
    }

    private void Accounts(Professional p, Rng rng)
    {
        var login = Login(p);
        if (p.Home.Idp.Length > 0 && rng.Chance(.97))
            p.Local = new Account { Owner = p, Idp = p.Home.Idp, Id = login, Username = login, Rid = 2100 + p.Index };
        if (p.Local is null || rng.Chance(p.Role is Role.Coder or Role.Records ? .5 : .88))
        {
            var brokered = rng.Chance(p.Role is Role.Secretary or Role.Coder or Role.Records ? .25 : .55);
            p.Regional = new Account
            {
                Owner = p, Idp = "region", Id = TextIds.Uuid(rng.Next()), Brokered = brokered, Username = brokered ? p.Idnps : login,
            };
        }
    }

    private string Login(Professional p)
    {
        var stem = Names.Fold(p.Given[..1] + p.Family).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        var login = stem;
        for (var n = 2; !_logins.Add(login); n++)
            login = stem + n.ToString(CultureInfo.InvariantCulture);
        return login;
    }

    private static void Habits(Professional p, Rng rng)
    {
        p.Pattern = p.Role switch
        {
            Role.Nurse or Role.Midwife => rng.Chance(.28) ? ShiftPattern.TwelveHourNights : rng.Chance(.7) ? ShiftPattern.TwelveHourDays : ShiftPattern.Weekdays,
            Role.Secretary or Role.Coder or Role.Records => ShiftPattern.Office,
            Role.Regulator => rng.Chance(.5) ? ShiftPattern.TwelveHourNights : ShiftPattern.TwelveHourDays,
            Role.Doctor or Role.Intern => rng.Chance(.25) ? ShiftPattern.OnCall : ShiftPattern.Weekdays,
            _ => ShiftPattern.Weekdays,
        };
        var pace = p.Role switch
        {
            Role.Doctor => 9.0, Role.Nurse => 10, Role.Midwife => 9, Role.Pharmacist => 15, Role.Secretary => 15, Role.Coder => 17,
            Role.Records => 14, Role.Radiographer => 12, Role.TeleRadiologist => 16, Role.Intern => 12, _ => 9,
        };
        p.Pace = rng.LogNormal(pace, .4);
        p.Offset = rng.Gauss() * .6;
        p.PortalShare = p.Local is null ? 1 : p.Regional is null ? 0 : Math.Clamp(.25 + .15 * rng.Gauss(), .03, .8);
        p.RemoteShare = p.Role switch
        {
            Role.TeleRadiologist => .85, Role.Doctor => rng.Chance(.4) ? .18 : .03, Role.Secretary => rng.Chance(.25) ? .25 : .01, Role.Coder => .3, _ => .02,
        };
        p.MovesToNewVpn = rng.Chance(.2);
    }

    private static void Equip(Professional p, Rng rng)
    {
        var house = new Rng(71, "house-browser", p.Home.Index);
        var family = house.Below(10) switch { < 5 => UserAgents.EdgeWindows, < 8 => UserAgents.ChromeWindows, _ => UserAgents.FirefoxEsr };
        var lag = house.Between(2, 9);
        var seats = Math.Max(2, p.Home.Staff.Count / 40 + 3);
        for (var i = 0; i < 3; i++)
        {
            var seat = rng.Below(seats);
            var name = string.Create(CultureInfo.InvariantCulture, $"{p.Home.Domain[..Math.Min(4, p.Home.Domain.Length)]}-{p.Unit.Code}-{seat + 1:D2}");
            var address = string.Create(CultureInfo.InvariantCulture, $"10.{20 + p.Home.Index}.{p.Unit.Index}.{20 + seat}");
            // Some seats keep another browser: an application that asks for it.
            p.Devices.Add(new Device(seat % 5 == 4 ? UserAgents.FirefoxEsr : family, lag, address, name));
        }
        p.Laptop = Own(p, rng);
        p.Phone = OwnPhone(rng);
        p.HomeAddress = Networks.Home(rng);
        p.NextHomeAddress = Networks.Home(rng);
        if (rng.Chance(.3))
            p.HomeChangeDay = rng.Below(31);
        if (rng.Chance(.12))
            p.RenewalDay = rng.Between(2, 30);
        p.Carrier = rng.Below(3);
        if (p.Role == Role.TeleRadiologist ? rng.Chance(.4) : rng.Chance(.025))
            p.OwnRelay = rng.Chance(.7) ? Networks.SharedRelay(rng) : rng.Chance(.6) ? Networks.Hosting(rng) : Networks.Proxy(rng);
    }

    public static Device Own(Professional p, Rng rng)
    {
        int[] families = [UserAgents.ChromeWindows, UserAgents.ChromeWindows, UserAgents.EdgeWindows, UserAgents.EdgeWindows, UserAgents.FirefoxWindows, UserAgents.SafariMac, UserAgents.ChromeMac, UserAgents.SafariMac, UserAgents.ChromeLinux];
        return new Device(rng.Chance(.03) ? UserAgents.ChromeLinux : rng.Pick(families[..8]), rng.Between(0, 4),
            string.Create(CultureInfo.InvariantCulture, $"10.{20 + p.Home.Index}.200.{rng.Between(2, 250)}"), string.Create(CultureInfo.InvariantCulture, $"PORT-{p.Index:D4}"));
    }

    public static Device OwnPhone(Rng rng) => new(rng.Chance(.55) ? UserAgents.Android : UserAgents.Iphone, rng.Between(0, 12), "", "");

    private void Absences(Professional p, Rng rng)
    {
        if (rng.Chance(.05) && p.Role is Role.Doctor or Role.Nurse && p.Home.Kind is not "grades")
        {
            p.Locum = true;
            Replace(p, rng);
            return;
        }
        if (rng.Chance(.03))
            p.Away.Add((-30, rng.Between(Math.Min(20, options.Days - 2), Math.Max(21, options.Days - 2)))); // long leave, back late in the month
        else if (rng.Chance(.02))
            p.Away.Add((-60, 365)); // left; the account stays open
        else if (rng.Chance(.3))
        {
            var from = rng.Below(Math.Max(1, options.Days));
            p.Away.Add((from, from + rng.Between(2, 9)));
        }
        if (p.Role == Role.Intern && rng.Chance(.5))
            p.Places.Add((14, 365, Place(p.Home, Role.Nurse, rng)));
    }

    /// <summary>A locum works some weeks only, at times in another house of the region.</summary>
    private void Replace(Professional p, Rng rng)
    {
        var houses = establishments.Where(e => e.Kind is "hospital" or "clinic" or "chu" or "ehpad").ToArray();
        for (var week = 0; week * 7 < options.Days; week++)
        {
            if (rng.Chance(.5))
                p.Away.Add((week * 7, week * 7 + 6));
            else if (rng.Chance(.6))
                p.Places.Add((week * 7, week * 7 + 6, Place(rng.Pick(houses), Role.Nurse, rng)));
        }
    }

    private static string Label(Role role) => role switch
    {
        Role.Doctor => "medecin", Role.Nurse => "infirmier", Role.Midwife => "sage-femme", Role.Pharmacist => "pharmacien", Role.Secretary => "secretaire-medicale",
        Role.Coder => "technicien-information-medicale", Role.Records => "bureau-des-entrees", Role.Radiographer => "manipulateur-radio",
        Role.TeleRadiologist => "radiologue", Role.Intern => "interne", _ => "medecin-regulateur",
    };
}
