namespace Egide.Simulator;

/// <summary>
/// The anchor case: about ten usurped professional accounts, one territory after the other, identities taken through legitimate search, no medical record.
/// The owners go on working in the same accounts.
/// </summary>
internal sealed class Grades2025 : IAttack
{
    private const string Name = "grades-2025";

    private sealed record Victim(Professional Who, int From, int Nights, int Goal, Rng Rng, Scraper Scraper);

    private readonly List<Victim> _victims = [];
    private string[] _addresses = [];
    private Device[] _browsers = [];

    public void Enrol(Stage stage)
    {
        var options = stage.Options;
        var rng = new Rng(options.Seed, Name);
        var count = Math.Max(2, Math.Min(10, options.Professionals / 50));
        var pool = stage.Candidates(Name, p => p.Role is Role.Doctor or Role.Nurse or Role.Secretary or Role.Intern or Role.Midwife && (!p.Regional!.Brokered || p.Index % 4 == 0));
        _addresses = [Networks.Hosting(rng), rng.Chance(.5) ? Networks.SharedRelay(rng) : Networks.Proxy(rng), Networks.NewVpn(rng.Below(4)), Networks.Home(rng), Networks.Home(rng)];
        _browsers = [new Device(UserAgents.ChromeLinux, 99, "", ""), new Device(UserAgents.FirefoxWindows, 99, "", ""), new Device(UserAgents.ChromeWindows, 1, "", "")];
        var first = 12;
        var last = Math.Min(27, options.Days - 2);
        var span = Math.Max(1, Math.Min(10, last - first + 1));
        for (var i = 0; i < count; i++)
        {
            // One territory after the other, as far as it has a fitting account left.
            var territory = i * 3 / count;
            var who = pool.Find(p => p.Home.Territory == territory) ?? pool[0];
            pool.Remove(who);
            who.Regional!.Attack = Name;
            var own = new Rng(options.Seed, Name, who.Index);
            var goal = Math.Min((int)Math.Clamp(own.LogNormal(900, .7), 300, 3000), options.Patients / 5);
            var scraper = new Scraper(stage, own) { Elements = own.Chance(.25), House = who.Home.PatientShare > .1 && own.Chance(.3) ? who.Home.Index : -1, Rhythm = own.Chance(.6) ? 900 + own.Below(1800) : 5000 + own.Below(9000) };
            scraper.Aim();
            _victims.Add(new Victim(who, first + i * span / count, own.Between(1, 3), goal, own, scraper));
        }
    }

    public void Play(Stage stage, int day)
    {
        foreach (var v in _victims)
            if (day >= v.From && day < v.From + v.Nights)
                Visit(stage, v, day);
    }

    private void Visit(Stage stage, Victim v, int day)
    {
        var sessions = v.Rng.Between(1, 2);
        for (var i = 0; i < sessions; i++)
        {
            // Office hours hide in the crowd; evenings and nights leave the owner alone.
            var t = stage.At(day, i == 0 && v.Rng.Chance(.55) ? 9 + v.Rng.Unit() * 7 : 18.5 + v.Rng.Unit() * 4.5);
            var address = v.Rng.Chance(.65) ? _addresses[v.Rng.Below(3)] : _addresses[v.Rng.Below(_addresses.Length)];
            var browser = v.Rng.Chance(.75) ? _browsers[v.Rng.Below(2)] : _browsers[2];
            var s = stage.Gate.Portal(v.Who.Regional!, ref t, address, browser, v.Who.Home, v.Rng, day, Name);
            var share = v.Goal * (day - v.From + 1) / v.Nights;
            v.Scraper.Run(s, ref t, i + 1 == sessions ? share : share * 2 / 3, t + (long)(v.Rng.Between(25, 150) * ParisClock.Minute));
            stage.Gate.Close(s, s.End, v.Rng);
        }
    }
}
