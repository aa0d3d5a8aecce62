namespace Egide.Simulator;

/// <summary>The establishments of the region: all names are invented, department 99 does not exist.</summary>
internal static class Catalogue
{
    public static readonly string[] Territories = ["Nord", "Littoral", "Vallées"];
    public static readonly string[] Portals = ["portail-nord", "portail-littoral", "portail-vallees"];

    /// <summary>The portal of the coast pages by an opaque handle, the others repeat the question.</summary>
    public static bool PagesByHandle(int territory) => territory == 1;

    /// <summary>The portal of the valleys goes on returning records that were closed, as they were at the end.</summary>
    public static bool ReturnsClosed(int territory) => territory == 2;

    private static readonly (string Code, string Name, double Days)[] Wards =
    [
        ("URG", "Urgences", 0.5), ("MED1", "Médecine polyvalente", 6), ("CHIR1", "Chirurgie viscérale", 4), ("CARD", "Cardiologie", 5),
        ("PNEU", "Pneumologie", 6), ("GER", "Gériatrie", 14), ("MAT", "Maternité", 4), ("REA", "Réanimation", 5),
        ("NEURO", "Neurologie", 7), ("ORTHO", "Orthopédie", 5), ("ONCO", "Oncologie", 3), ("PED", "Pédiatrie", 3), ("NEPH", "Néphrologie", 6), ("SSR", "Soins de suite", 25),
    ];

    public static List<Establishment> Make(ulong seed, int professionals)
    {
        var rng = new Rng(seed, "establishments");
        List<Establishment> all =
        [
            One(0, "CHU de Valmer", "chu-valmer", "chu", 0, .37, .33, LocalSystem.DicomCounted, LocalSignIn.Windows),
            One(1, "Centre hospitalier de Brissange", "ch-brissange", "hospital", 1, .15, .14, LocalSystem.DicomLines, LocalSignIn.LemonLdap),
            One(2, "Centre hospitalier Sainte-Ode", "ch-sainte-ode", "hospital", 2, .13, .12, LocalSystem.WebLog, LocalSignIn.Windows),
            One(3, "Clinique des Tilleuls", "clinique-tilleuls", "clinic", 0, .07, .08, LocalSystem.DicomBom, LocalSignIn.Own),
            One(4, "Clinique du Port", "clinique-port", "clinic", 1, .06, .08, LocalSystem.Csv, LocalSignIn.Own),
            One(5, "Centre hospitalier de Montreval", "ch-montreval", "hospital", 2, .08, .08, LocalSystem.None, LocalSignIn.None),
            One(6, "EHPAD Les Glycines", "ehpad-glycines", "ehpad", 0, .025, .01, LocalSystem.None, LocalSignIn.None),
            One(7, "EHPAD Le Clos fleuri", "ehpad-clos-fleuri", "ehpad", 1, .025, .01, LocalSystem.None, LocalSignIn.None),
            One(8, "Maison de santé du Marais", "msp-marais", "msp", 2, .03, .08, LocalSystem.None, LocalSignIn.None),
            One(9, "Maison de santé de la Haute Vallée", "msp-haute-vallee", "msp", 1, .03, .06, LocalSystem.None, LocalSignIn.None),
            One(10, "GRADeS Santé Régions Unies", "grades", "grades", 0, .03, .01, LocalSystem.None, LocalSignIn.None),
        ];
        var next = 0;
        foreach (var e in all)
            AddUnits(e, (int)Math.Round(professionals * e.StaffShare), ref next);
        return all;

        Establishment One(int index, string name, string slug, string kind, int territory, double staff, double patients, LocalSystem system, LocalSignIn signIn) => new()
        {
            Index = index, Name = name, Slug = slug, Kind = kind, Territory = territory, StaffShare = staff, PatientShare = patients,
            System = system, SignIn = signIn, CountsResults = rng.Chance(.6),
            Finess = Identifiers.WithLuhn("99" + Identifiers.Text(78_000 + index * 137 + territory * 10_000, 6)),
        };
    }

    private static void AddUnits(Establishment e, int staff, ref int next)
    {
        var wards = e.Kind switch
        {
            "chu" => Math.Clamp(staff / 22, 5, Wards.Length),
            "hospital" => Math.Clamp(staff / 26, 2, 7),
            "clinic" => 2,
            "ehpad" => 0,
            _ => 0,
        };
        for (var i = 0; i < wards; i++)
        {
            var w = e.Kind == "clinic" ? Wards[2 + i * 7] : Wards[i];
            Add(e, ref next, w.Code, w.Name, UnitKind.Ward, Math.Max(8, staff / (wards + 2)), w.Days);
        }
        if (e.Kind == "ehpad")
            Add(e, ref next, "HEB", "Hébergement", UnitKind.Ward, Math.Max(25, staff), 400);
        if (e.Kind is not "ehpad" and not "grades")
            Add(e, ref next, "CONS", "Consultations", UnitKind.Clinic, 0, 0);
        if (e.Kind is "chu" or "hospital" or "clinic")
        {
            Add(e, ref next, "IMG", "Imagerie", UnitKind.Imaging, 0, 0);
            Add(e, ref next, "PUI", "Pharmacie", UnitKind.Pharmacy, 0, 0);
            Add(e, ref next, "DIM", "Information médicale", UnitKind.Office, 0, 0);
        }
        if (e.Kind == "grades")
        {
            Add(e, ref next, "TLR", "Téléradiologie", UnitKind.Imaging, 0, 0);
            Add(e, ref next, "REG", "Régulation", UnitKind.Office, 0, 0);
        }
    }

    private static void Add(Establishment e, ref int next, string code, string name, UnitKind kind, int beds, double days) =>
        e.Units.Add(new Unit(next++, e.Index, code, name, kind, beds, days));
}
