namespace Egide.Simulator;

/// <summary>
/// One account, three foreign patients a day at most, for the rest of the month, from a mobile network with a common browser; documents are read too.
/// It needs three weeks and so starts after one week of baseline.
/// </summary>
internal sealed class SlowReader : IAttack
{
    /// <summary>Most persons shown to the intruder in a day.</summary>
    public const int PerDay = 3;
    private const string Name = "slow-reader";

    private Professional? _who;
    private Rng _rng = new(0, Name);
    private Device? _phone;
    private int _carrier;

    public void Enrol(Stage stage)
    {
        _who = stage.Candidates(Name, p => p.Role is Role.Doctor or Role.Nurse or Role.Intern)[0];
        _who.Regional!.Attack = Name;
        _rng = new Rng(stage.Options.Seed, Name, _who.Index);
        _phone = new Device(UserAgents.Android, 2, "", "");
        _carrier = _rng.Below(3);
    }

    public void Play(Stage stage, int day)
    {
        if (day < 7 || _rng.Chance(.06))
            return;
        var who = _who!;
        var t = stage.At(day, 10 + _rng.Unit() * 11.5);
        var s = stage.Gate.Portal(who.Regional!, ref t, Networks.Mobile(_rng, _carrier), _phone!, who.Home, _rng, day, Name);
        for (var n = _rng.Between(1, PerDay); n > 0; n--)
        {
            var patient = stage.Foreign(who, _rng);
            Find(stage, s, ref t, patient);
            stage.Portal.Open(s, ref t, patient, PortalCall.ReadPatient, false, _rng);
            if (_rng.Chance(.6))
            {
                t += 5000 + _rng.Below(30_000);
                stage.Portal.Open(s, ref t, patient, PortalCall.Documents, false, _rng);
                if (_rng.Chance(.6))
                {
                    t += 5000 + _rng.Below(30_000);
                    stage.Portal.Open(s, ref t, patient, PortalCall.Binary, false, _rng);
                }
            }
            t += 20_000 + _rng.Below(240_000);
        }
        s.End = t;
        stage.Gate.Close(s, t, _rng);
    }

    // A list of several persons would break the limit: then the number is typed.
    private void Find(Stage stage, Session s, ref long t, int patient)
    {
        patient = stage.World.Patients.At(patient, t);
        var born = stage.World.Patients.Birth[patient];
        var query = new PatientQuery(stage.World.Search.FoldedFamily(patient), "", born, born);
        if (stage.World.Search.Find(query, t, Catalogue.ReturnsClosed(s.House.Territory)).Count != 1)
            query = new PatientQuery("", "", 0, 0, patient);
        stage.Portal.Search(s, ref t, query, 0, false, _rng);
        t += 4000 + _rng.Below(12_000);
    }
}
