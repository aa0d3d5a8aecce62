namespace Egide.Simulator;

/// <summary>A clinic application's own export; the mapping file beside it says what the columns are.</summary>
internal static class CsvTrail
{
    public const string Header = "DATE,LOGIN,IPP,ACTE,ECRAN,POSTE\r\n";
    private static readonly string[] Acts = ["CONNEXION", "CONSULTATION", "CONSULTATION", "CONSULTATION", "SAISIE", "IMPRESSION"];
    private static readonly string[] Screens = ["", "IDENTITE", "SEJOUR", "COMPTE-RENDU", "PRESCRIPTION", "BIOLOGIE"];

    public static string Mapping(Establishment house) =>
        "# Comment lire l'export de l'application de " + house.Name + "\n"
        + "format: csv\n"
        + "columns: {occurred: DATE, account: LOGIN, patient: IPP, action: ACTE, category: ECRAN, address: POSTE}\n"
        + "idp: " + house.Idp + "\n"
        + "patient_system: " + house.IppSystem + "\n";

    public static void Write(Lines o, in Act act, World world)
    {
        o.Paris(act.Ms).Raw(","u8).Text(act.Session.Account.Username).Raw(","u8);
        if (act.Patient >= 0)
            o.Digits(world.Patients.Ipp[act.Patient], 9);
        o.Raw(","u8).Text(Acts[act.Extra]).Raw(","u8).Text(Screens[act.Extra]).Raw(","u8).Text(act.Session.Address).Raw("\r\n"u8);
    }
}
