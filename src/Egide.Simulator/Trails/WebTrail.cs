namespace Egide.Simulator;

/// <summary>Combined access log of a hospital's web record, with the signed-in user in its place.</summary>
internal static class WebTrail
{
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    public static void Write(Lines o, in Act act)
    {
        var s = act.Session;
        var offset = ParisClock.OffsetHours(act.Ms);
        var wall = act.Ms + offset * ParisClock.Hour;
        var date = DateOnly.FromDayNumber((int)(wall / ParisClock.Day) + 719_162);
        var rest = (int)(wall % ParisClock.Day);
        o.Text(s.Address).Raw(" - "u8).Text(s.Account.Username).Raw(" ["u8).Digits(date.Day, 2).Raw("/"u8).Text(Months[date.Month - 1]).Raw("/"u8).Digits(date.Year, 4)
            .Raw(":"u8).Digits(rest / 3_600_000, 2).Raw(":"u8).Digits(rest / 60_000 % 60, 2).Raw(":"u8).Digits(rest / 1000 % 60, 2).Raw(" +0"u8).Digits(offset, 1)
            .Raw("00] \"GET "u8).Text(act.Text!).Raw(" HTTP/1.1\" 200 "u8).Number(act.Extra).Raw(" \"https://dpi."u8).Text(s.Owner.Home.Host).Raw("/dpi/\" \""u8).Raw(s.Agent).Raw("\"\n"u8);
    }
}
