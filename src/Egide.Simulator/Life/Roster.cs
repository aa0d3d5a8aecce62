namespace Egide.Simulator;

/// <summary>Who works when, from where.</summary>
internal static class Roster
{
    public static List<Stint> Of(Professional p, int day, DateOnly date, Rng rng)
    {
        List<Stint> day1 = [];
        if (p.IsAway(day))
            return day1;
        var weekend = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        var late = p.Offset + rng.Gauss() * .25;
        var place = Where(p, rng);
        switch (p.Pattern)
        {
            case ShiftPattern.Office when !weekend:
                day1.Add(new(8.2 + late, 12.1 + late * .3, place, .55));
                day1.Add(new(13.2 + rng.Unit() * .5, 16.6 + late, place, .45));
                break;
            case ShiftPattern.Weekdays or ShiftPattern.OnCall when !weekend || rng.Chance(.06):
                day1.Add(new(8.1 + late, 12.4 + rng.Unit() * .5, place, .55));
                day1.Add(new(13.5 + rng.Unit() * .6, 17.3 + late, rng.Chance(.93) ? place : Where(p, rng), .45));
                break;
            case ShiftPattern.TwelveHourDays when OnDuty(p, day, 3):
                day1.Add(new(6.8 + late * .2, 12.9, place, .55));
                day1.Add(new(13.4, 19.1 + late * .2, place, .45));
                break;
            case ShiftPattern.TwelveHourNights when OnDuty(p, day, 5):
                day1.Add(new(18.8 + late * .2, 24.6, place, .55));
                day1.Add(new(25.3, 30.9 + late * .2, place, .35));
                break;
        }
        if (p.Pattern == ShiftPattern.OnCall && rng.Chance(.2))
            day1.Add(new(18.6, 23.4, Remote(p, rng), .18));
        else if (p.Role is Role.Doctor or Role.Intern && rng.Chance(.05))
            day1.Add(new(20.2, 22.3, Remote(p, rng), .1));
        else if (p.Role is Role.Nurse or Role.Midwife && rng.Chance(.02))
            day1.Add(new(19.6, 20.2, Place.Mobile, .06)); // her own roster and a forgotten transmission, on the telephone
        return day1;
    }

    // Two on, two off, one on, two off: three or four days a week.
    private static bool OnDuty(Professional p, int day, int step) => ((day + p.Index * step) % 7) is 0 or 1 or 4;

    private static Place Where(Professional p, Rng rng) => rng.Chance(p.RemoteShare) ? Remote(p, rng) : Place.Site;

    private static Place Remote(Professional p, Rng rng)
    {
        if (p.OwnRelay is not null && rng.Chance(.6))
            return Place.Relay;
        var x = rng.Unit();
        return x < .45 ? Place.Vpn : x < .78 ? Place.Home : Place.Mobile;
    }
}
