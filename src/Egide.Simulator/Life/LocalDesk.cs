using System.Globalization;

namespace Egide.Simulator;

/// <summary>The establishments' own record systems at work.</summary>
internal sealed class LocalDesk(World world, Chronicle chronicle)
{
    public void Visit(Session s, ref long t, int patient, Rng rng)
    {
        patient = world.Patients.At(patient, t);
        switch (s.Owner.Home.System)
        {
            case LocalSystem.WebLog:
                Web(s, ref t, patient, rng);
                break;
            case LocalSystem.Csv:
                Csv(s, ref t, patient, rng);
                break;
            case LocalSystem.DicomCounted or LocalSystem.DicomLines or LocalSystem.DicomBom:
                Dicom(s, ref t, patient, rng);
                break;
        }
        s.End = Math.Max(s.End, t);
    }

    private void Dicom(Session s, ref long t, int patient, Rng rng)
    {
        if (rng.Chance(.35))
        {
            var id = rng.Next();
            // Extra: 0 an ITI-47 question by name and birth date, 1 the same as ITI-21.
            var act = new Act(t, RecordKind.DicomQuery, s) { Patient = patient, Id = id, Extra = s.Owner.Home.System == LocalSystem.DicomLines ? 1 : 0 };
            chronicle.Add(act);
            if (rng.Chance(.985)) // a few registry records are lost on the way
                chronicle.Add(act with { Ms = t + 6 + rng.Below(20), Kind = RecordKind.DicomQueryTwin });
            t += 2500 + rng.Below(9000);
        }
        chronicle.Add(new Act(t, RecordKind.DicomRead, s) { Patient = patient, Id = rng.Next() });
        t += 4000 + rng.Below(30_000);
        if (s.Owner.Role is not (Role.Doctor or Role.Intern or Role.Pharmacist or Role.Coder) || !rng.Chance(.4))
            return;
        var ask = new Act(t, RecordKind.DicomStored, s) { Patient = patient, Id = rng.Next() };
        chronicle.Add(ask);
        chronicle.Add(ask with { Ms = t + 10 + rng.Below(30), Kind = RecordKind.DicomStoredTwin });
        for (var n = rng.Between(0, 3); n > 0; n--)
        {
            t += 3000 + rng.Below(15_000);
            var get = new Act(t, RecordKind.DicomRetrieve, s) { Patient = patient, Id = rng.Next(), Extra = rng.Below(12) };
            chronicle.Add(get);
            chronicle.Add(get with { Ms = t + 15 + rng.Below(60), Kind = RecordKind.DicomRetrieveTwin });
        }
    }

    private void Web(Session s, ref long t, int patient, Rng rng)
    {
        var p = world.Patients;
        if (rng.Chance(.5))
        {
            var name = world.Search.FoldedFamily(patient);
            var born = rng.Chance(.6) ? p.Birth[patient] : 0;
            var found = world.Search.Find(new PatientQuery(name, "", born, born, -1, p.House[patient]), t).Count;
            chronicle.Add(new Act(t, RecordKind.Web, s)
            {
                Text = "/dpi/recherche?nom=" + Uri.EscapeDataString(name) + (born > 0 ? "&ddn=" + p.BirthDate(patient).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : ""),
                Extra = 3_900 + 610 * Math.Min(found, 25), Id = rng.Next(),
            });
            t += 2000 + rng.Below(8000);
        }
        var pages = s.Owner.Role switch { Role.Secretary or Role.Records => new[] { "identite", "rendez-vous" }, Role.Nurse => ["synthese", "constantes", "prescriptions"], _ => ["synthese", "biologie", "documents", "prescriptions"] };
        var n = 1 + rng.Below(pages.Length);
        for (var i = 0; i < n; i++)
        {
            chronicle.Add(new Act(t, RecordKind.Web, s) { Text = "/dpi/patient/" + p.IppText(patient) + "/" + pages[i], Patient = patient, Extra = 9_000 + rng.Below(22_000), Id = rng.Next() });
            t += 2500 + rng.Below(25_000);
        }
    }

    private void Csv(Session s, ref long t, int patient, Rng rng)
    {
        var n = 1 + rng.Below(3);
        for (var i = 0; i < n; i++)
        {
            chronicle.Add(new Act(t, RecordKind.Csv, s) { Patient = patient, Extra = i == 0 ? 1 : 1 + rng.Below(5) });
            t += 3000 + rng.Below(30_000);
        }
    }
}
