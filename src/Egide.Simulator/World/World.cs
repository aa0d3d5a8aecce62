namespace Egide.Simulator;

/// <summary>Everything that stands still: houses, staff, patients, networks.</summary>
internal sealed class World
{
    public World(RegionOptions options)
    {
        Options = options;
        Establishments = Catalogue.Make(options.Seed, options.Professionals);
        Ranges = Networks.Assign(Establishments);
        Staff = new Staffing(options, Establishments).Hire();
        Remote = Staff.FindAll(p => p.Role == Role.TeleRadiologist);
        Patients = PatientRegister.Make(options, Establishments, Staff);
        Search = new PatientSearch(Patients);
        Care = new CareBook(options, this);
    }

    public RegionOptions Options { get; }
    public List<Establishment> Establishments { get; }
    public List<NetworkRange> Ranges { get; }
    public List<Professional> Staff { get; }
    public List<Professional> Remote { get; }
    public PatientBase Patients { get; }
    public PatientSearch Search { get; }
    public CareBook Care { get; }

    public long Midnight(int day) => ParisClock.Utc(Options.Start.AddDays(day), 0);

    /// <summary>Logical id of a patient on the portal.</summary>
    public string PortalId(int patient) => Establishments[Patients.House[patient]].Finess + "-" + Patients.IppText(patient);
}
