namespace Egide.Simulator;

/// <summary>A living session is taken over: the same session id goes on from another address and browser while its owner works. No sign-in shows it.</summary>
internal sealed class SessionTheft : IAttack
{
    private const string Name = "session-theft";

    private readonly List<(Professional Who, Rng Rng, int From)> _waiting = [];

    public void Enrol(Stage stage)
    {
        var rng = new Rng(stage.Options.Seed, Name);
        // Victims live on the portal, so that there is a session to take.
        var pool = stage.Candidates(Name, p => p.PortalShare > .3 && p.Role is Role.Doctor or Role.Nurse or Role.Secretary && !p.Locum);
        foreach (var who in pool.Take(rng.Between(1, 2)))
        {
            who.Regional!.Attack = Name;
            _waiting.Add((who, new Rng(stage.Options.Seed, Name, who.Index), rng.Between(12, Math.Max(12, Math.Min(24, stage.Options.Days - 5)))));
        }
    }

    public void Play(Stage stage, int day)
    {
        for (var i = _waiting.Count - 1; i >= 0; i--)
            if (day >= _waiting[i].From && Take(stage, _waiting[i].Who, _waiting[i].Rng, day))
                _waiting.RemoveAt(i);
    }

    private static bool Take(Stage stage, Professional who, Rng rng, int day)
    {
        var session = stage.Gate.Watched.Where(s => s.Account == who.Regional && s.Start >= stage.World.Midnight(day)).MaxBy(s => s.End - s.Start);
        if (session is null || session.End - session.Start < 20 * ParisClock.Minute)
            return false;
        var t = session.Start + (long)((.15 + .4 * rng.Unit()) * (session.End - session.Start));
        var until = session.End + 15 * ParisClock.Minute;
        var device = new Device(rng.Chance(.5) ? UserAgents.ChromeWindows : UserAgents.FirefoxWindows, rng.Below(3), "", "");
        var thief = stage.Gate.Continue(session, t, rng.Chance(.5) ? Networks.Home(rng) : Networks.Hosting(rng), device, rng, day, Name);
        var goal = Math.Min(rng.Between(40, 160), stage.Options.Patients / 20);
        t += 3000;
        for (var n = 0; n < goal && t < until;)
        {
            var name = stage.World.Search.FoldedFamily(stage.World.Patients.At(rng.Below(stage.World.Patients.Count), t));
            var list = stage.Portal.Search(thief, ref t, new PatientQuery(name, "", 0, 0), 0, false, rng);
            t += 2500 + rng.Below(6000);
            foreach (var patient in (list.Shown ?? []).Take(8))
            {
                stage.Portal.Open(thief, ref t, patient, PortalCall.ReadPatient, false, rng);
                t += 1800 + rng.Below(7000);
                n++;
            }
        }
        thief.End = t;
        return true;
    }
}
