namespace Egide.Simulator;

/// <summary>
/// One or two accounts, used from inside the victim's own site with the very browser of its workstations, in working hours:
/// foreign patients looked up one by one and their identity pages opened. Only whose patients they are gives it away.
/// </summary>
internal sealed class Targeted : IAttack
{
    private const string Name = "targeted";

    private sealed record Victim(Professional Who, int From, int Days, int Goal, Rng Rng);

    private readonly List<Victim> _victims = [];

    public void Enrol(Stage stage)
    {
        var rng = new Rng(stage.Options.Seed, Name);
        var pool = stage.Candidates(Name, p => p.Home.Kind is "chu" or "hospital" && p.Role is Role.Doctor or Role.Nurse or Role.Secretary or Role.Intern && p.Pattern is not ShiftPattern.TwelveHourNights);
        foreach (var who in pool.Take(rng.Between(1, 2)))
        {
            who.Regional!.Attack = Name;
            var own = new Rng(stage.Options.Seed, Name, who.Index);
            var days = own.Between(3, 5);
            var latest = Math.Max(12, Math.Min(28, stage.Options.Days - 1) - days);
            _victims.Add(new Victim(who, own.Between(12, latest), days, Math.Min(own.Between(150, 400), stage.Options.Patients / 8), own));
        }
    }

    public void Play(Stage stage, int day)
    {
        foreach (var v in _victims)
            if (day >= v.From && day < v.From + v.Days)
                Visit(stage, v, day);
    }

    private static void Visit(Stage stage, Victim v, int day)
    {
        var t = stage.At(day, 9 + v.Rng.Unit() * 5.5);
        var until = stage.At(day, 17.5);
        var address = v.Who.Home.Nat[v.Who.Index % v.Who.Home.Nat.Length];
        var s = stage.Gate.Portal(v.Who.Regional!, ref t, address, v.Rng.Pick(v.Who.Devices), v.Who.Home, v.Rng, day, Name);
        for (var n = v.Goal / v.Days; n > 0 && t < until; n--)
        {
            var patient = stage.Foreign(v.Who, v.Rng);
            if (v.Rng.Chance(.7))
                Looking.For(stage.World, stage.Portal, s, ref t, patient, v.Rng, false);
            stage.Portal.Open(s, ref t, patient, PortalCall.ReadPatient, false, v.Rng);
            t += 8000 + v.Rng.Below(70_000);
        }
        s.End = t;
        stage.Gate.Close(s, t, v.Rng);
    }
}
