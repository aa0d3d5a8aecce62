namespace Egide.Simulator;

/// <summary>A professional: who, where, when, with which accounts and devices.</summary>
internal sealed class Professional
{
    public required int Index { get; init; }
    public required Role Role { get; init; }
    public required Establishment Home { get; init; }
    public required Unit Unit { get; set; }
    public required string Family { get; init; }
    public required string Given { get; init; }
    public required string Rpps { get; init; }
    public string Idnps => "8" + Rpps;
    public required string Label { get; init; }

    public Account? Regional { get; set; }
    public Account? Local { get; set; }

    /// <summary>Median patients opened in a full day, at density 1.</summary>
    public double Pace { get; set; }

    /// <summary>Share of the work done on the regional portal.</summary>
    public double PortalShare { get; set; }
    public ShiftPattern Pattern { get; set; }

    /// <summary>Hours added to the pattern's start.</summary>
    public double Offset { get; set; }

    public bool Locum { get; set; }

    /// <summary>A locum's other place, from day to day.</summary>
    public List<(int From, int To, Unit Unit)> Places { get; } = [];

    /// <summary>Days away: leave, or not there yet.</summary>
    public List<(int From, int To)> Away { get; } = [];

    public List<Device> Devices { get; } = [];
    public Device? Laptop { get; set; }
    public Device? Phone { get; set; }

    /// <summary>Day a new phone or laptop replaces the old.</summary>
    public int RenewalDay { get; set; } = int.MaxValue;

    public string HomeAddress { get; set; } = "";
    public string NextHomeAddress { get; set; } = "";
    public int HomeChangeDay { get; set; } = int.MaxValue;
    public int Carrier { get; set; }

    /// <summary>Works through a rented desktop or a privacy VPN, honestly.</summary>
    public string? OwnRelay { get; set; }
    public double RemoteShare { get; set; }
    public bool MovesToNewVpn { get; set; }

    /// <summary>Patients followed over time (general practice, long-stay).</summary>
    public int[] Panel { get; set; } = [];

    public bool IsAway(int day)
    {
        foreach (var (from, to) in Away)
            if (day >= from && day <= to)
                return true;
        return false;
    }

    public Unit UnitOn(int day)
    {
        foreach (var (from, to, unit) in Places)
            if (day >= from && day <= to)
                return unit;
        return Unit;
    }
}
