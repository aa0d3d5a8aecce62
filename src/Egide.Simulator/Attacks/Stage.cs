namespace Egide.Simulator;

/// <summary>What an attack has at hand.</summary>
internal sealed record Stage(World World, Gate Gate, PortalDesk Portal, LocalDesk Local, Chronicle Chronicle)
{
    public RegionOptions Options => World.Options;

    /// <summary>Regional accounts fit to be usurped, in an order of the seed's choosing, marked by no other attack yet.</summary>
    public List<Professional> Candidates(string attack, Func<Professional, bool> fits)
    {
        var rng = new Rng(Options.Seed, "victims-" + attack);
        Professional[] all = [.. World.Staff.Where(p => p.Regional is { Attack: null } && !p.Away.Exists(a => a.To > 300) && fits(p))];
        rng.Shuffle(all);
        return [.. all];
    }

    public long At(int day, double hours) => ParisClock.Utc(Options.Start.AddDays(day), 0) + (long)(hours * ParisClock.Hour);

    /// <summary>A patient of another house.</summary>
    public int Foreign(Professional who, Rng rng)
    {
        for (; ; )
        {
            var patient = rng.Below(World.Patients.Count);
            if (World.Patients.House[patient] != who.Home.Index && World.Patients.Person[patient] >= 0)
                return patient;
        }
    }
}
