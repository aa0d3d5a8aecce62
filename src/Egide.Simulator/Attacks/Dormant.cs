namespace Egide.Simulator;

/// <summary>An account nobody has used for three weeks and more (a locum, one who left) wakes from a new network and harvests moderately.</summary>
internal sealed class Dormant : IAttack
{
    private const string Name = "dormant";

    private Professional? _who;
    private Rng _rng = new(0, Name);
    private Scraper? _scraper;
    private string _address = "";
    private int _from, _goal;

    public void Enrol(Stage stage)
    {
        var rng = new Rng(stage.Options.Seed, Name);
        Professional[] gone = [.. stage.World.Staff.Where(p => p.Regional is { Attack: null } && p.Role is Role.Doctor or Role.Nurse or Role.Intern && p.Away.Exists(a => a.From <= -30 && a.To > 300))];
        _who = gone.Length > 0 ? rng.Pick(gone) : stage.Candidates(Name, p => p.Role is Role.Doctor or Role.Nurse)[0];
        _who.Away.Clear();
        _who.Away.Add((-60, 365));
        _who.Regional!.Attack = Name;
        _rng = new Rng(stage.Options.Seed, Name, _who.Index);
        _from = Math.Min(_rng.Between(21, 24), stage.Options.Days - 3);
        _goal = Math.Min(_rng.Between(100, 400), stage.Options.Patients / 8);
        _address = _rng.Chance(.5) ? Networks.Home(_rng) : Networks.Hosting(_rng);
        _scraper = new Scraper(stage, _rng) { Rhythm = 6000 + _rng.Below(12_000) };
        _scraper.Aim();
    }

    public void Play(Stage stage, int day)
    {
        if (day < _from || day > _from + 2)
            return;
        var t = stage.At(day, 9 + _rng.Unit() * 12);
        var s = stage.Gate.Portal(_who!.Regional!, ref t, _address, new Device(UserAgents.ChromeWindows, 1, "", ""), _who.Home, _rng, day, Name);
        _scraper!.Run(s, ref t, _goal * (day - _from + 1) / 3, t + 90 * ParisClock.Minute);
        s.End = Math.Max(s.End, t);
        stage.Gate.Close(s, s.End, _rng);
    }
}
