namespace Egide.Simulator;

/// <summary>Signing in and out, with mistyped and expired passwords; it remembers the sessions that the truth speaks of.</summary>
internal sealed class Gate(World world, Chronicle chronicle)
{
    /// <summary>Day of the great password expiry at the largest hospital, and of the realm's.</summary>
    public const int DirectoryExpiryDay = 8, RealmExpiryDay = 17;

    /// <summary>Sessions of accounts that an attack uses, the owner's and the intruder's.</summary>
    public List<Session> Watched { get; } = [];

    /// <summary>Portal: Keycloak events, the redirect back and the page's own files.</summary>
    public Session Portal(Account account, ref long t, string address, Device device, Establishment house, Rng rng, int day, string? intrusion = null)
    {
        var s = New(account, t, address, device, house, rng, day, intrusion);
        Static(s, t - 4000, "/", 302, 145, rng);
        var fails = intrusion is null && rng.Chance(account.Brokered ? .01 : .07) ? 1 + rng.Below(2) : 0;
        if (intrusion is null && day == RealmExpiryDay && !account.Brokered && rng.Chance(.3))
            fails += 2 + rng.Below(2);
        for (var i = 0; i < fails; i++)
        {
            chronicle.Add(new Act(t, RecordKind.KeycloakError, s) { Id = rng.Next(), Extra = rng.Chance(.12) ? 1 : 0 });
            t += 3000 + rng.Below(14_000);
        }
        if (fails > 2)
            chronicle.Add(new Act(t - 900, RecordKind.KeycloakPassword, s) { Id = rng.Next() });
        chronicle.Add(new Act(t, RecordKind.KeycloakLogin, s) { Id = rng.Next() });
        chronicle.Add(new Act(t + 180 + rng.Below(200), RecordKind.KeycloakCode, s) { Id = rng.Next() });
        Static(s, t + 420, "/oauth2/callback?session_state=" + s.Id + "&code=" + TextIds.Hex32(rng.Next())[..20], 302, 0, rng);
        Static(s, t + 700, "/", 200, 2_417, rng);
        if (rng.Chance(.45))
        {
            Static(s, t + 780, "/assets/app.7c1f09ae.js", 200, 418_220, rng);
            Static(s, t + 800, "/assets/app.52d0b1.css", 200, 61_004, rng);
        }
        else
            Static(s, t + 780, "/assets/app.7c1f09ae.js", 304, 0, rng);
        t += 1500 + rng.Below(2500);
        return s;
    }

    /// <summary>A second context of a living session: roaming of the owner, or theft.</summary>
    public Session Continue(Session first, long t, string address, Device device, Rng rng, int day, string? intrusion = null)
    {
        var s = new Session { Account = first.Account, Key = first.Key, Address = address, Device = device, Agent = UserAgents.At(device, day), Start = t, End = t, House = first.House, Intrusion = intrusion };
        if (first.Account.Attack is not null)
            Watched.Add(s);
        Static(s, t, "/", 200, 2_417, rng);
        return s;
    }

    /// <summary>Local account: Windows, LemonLDAP::NG or the application itself.</summary>
    public Session Local(Account account, ref long t, Device device, string address, Establishment house, Rng rng, int day)
    {
        var s = New(account, t, address, device, house, rng, day, null);
        var fails = rng.Chance(.06) ? 1 + rng.Below(2) : 0;
        var expired = day == DirectoryExpiryDay && account.Owner.Home.Index == 0 && rng.Chance(.4);
        fails += expired ? 2 + rng.Below(4) : 0;
        var signIn = account.Owner.Home.SignIn;
        for (var i = 0; i < fails; i++)
        {
            if (signIn == LocalSignIn.Windows)
                chronicle.Add(new Act(t, RecordKind.WindowsFailure, s) { Id = rng.Next(), Extra = expired ? 1 : 0 });
            else if (signIn == LocalSignIn.LemonLdap)
                chronicle.Add(new Act(t, RecordKind.LemonBad, s));
            t += 3000 + rng.Below(9000);
        }
        if (fails > 4 && signIn == LocalSignIn.Windows)
        {
            chronicle.Add(new Act(t, RecordKind.WindowsLockout, s) { Id = rng.Next() });
            t += 8 * ParisClock.Minute + rng.Below(600_000);
        }
        if (signIn == LocalSignIn.Windows)
            chronicle.Add(new Act(t, RecordKind.WindowsLogon, s) { Id = rng.Next() });
        else if (signIn == LocalSignIn.LemonLdap)
            chronicle.Add(new Act(t, RecordKind.LemonGranted, s));
        t += 1000 + rng.Below(4000);
        if (account.Owner.Home.System is LocalSystem.DicomCounted or LocalSystem.DicomLines or LocalSystem.DicomBom)
            chronicle.Add(new Act(t, RecordKind.DicomLogin, s));
        else if (account.Owner.Home.System == LocalSystem.Csv)
            chronicle.Add(new Act(t, RecordKind.Csv, s));
        return s;
    }

    public void Close(Session s, long t, Rng rng)
    {
        s.End = Math.Max(s.End, t);
        if (s.Account.Idp == "region")
        {
            for (var at = s.Start + (8 + rng.Below(12)) * ParisClock.Minute; at < s.End; at += (18 + rng.Below(25)) * ParisClock.Minute)
                chronicle.Add(new Act(at, RecordKind.KeycloakRefresh, s) { Id = rng.Next() });
            if (rng.Chance(.3))
                chronicle.Add(new Act(s.End + 900, RecordKind.KeycloakLogout, s) { Id = rng.Next() });
            return;
        }
        var house = s.Owner.Home;
        if (house.System is LocalSystem.DicomCounted or LocalSystem.DicomLines or LocalSystem.DicomBom && rng.Chance(.6))
            chronicle.Add(new Act(s.End + 500, RecordKind.DicomLogout, s));
        if (house.SignIn == LocalSignIn.Windows)
            chronicle.Add(new Act(s.End + 2000, RecordKind.WindowsLogoff, s) { Id = rng.Next() });
        else if (house.SignIn == LocalSignIn.LemonLdap && rng.Chance(.4))
            chronicle.Add(new Act(s.End + 1000, RecordKind.LemonLogout, s));
    }

    private Session New(Account account, long t, string address, Device device, Establishment house, Rng rng, int day, string? intrusion)
    {
        var s = new Session { Account = account, Key = rng.Next(), Address = address, Device = device, Agent = UserAgents.At(device, day), Start = t, End = t, House = house, Intrusion = intrusion };
        if (account.Attack is not null)
            Watched.Add(s);
        return s;
    }

    private void Static(Session s, long t, string url, int status, int bytes, Rng rng) =>
        chronicle.Add(new Act(t, RecordKind.NginxStatic, s) { Text = url, Extra = status, Patient = bytes, Id = rng.Next() });

    public string AddressOf(Professional p, Place place, int day, Establishment house, Rng rng) => place switch
    {
        Place.Site => house.Nat[p.Index % house.Nat.Length],
        Place.Vpn => p.MovesToNewVpn && day >= Storms.NewVpnDay ? Networks.NewVpn(p.Index) : p.Home.Vpn,
        Place.Mobile => Networks.Mobile(rng, p.Carrier),
        Place.Relay when p.OwnRelay is { } relay => relay,
        _ => day >= p.HomeChangeDay ? p.NextHomeAddress : p.HomeAddress,
    };

    public Device DeviceOf(Professional p, Place place, int day, Rng rng)
    {
        if (place == Place.Site)
            return rng.Pick(p.Devices);
        if (day < p.RenewalDay)
            return place == Place.Mobile ? p.Phone! : p.Laptop!;
        var renewal = new Rng(world.Options.Seed, "renewal", p.Index);
        return place == Place.Mobile ? Staffing.OwnPhone(renewal) : Staffing.Own(p, renewal);
    }
}
