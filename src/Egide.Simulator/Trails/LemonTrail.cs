namespace Egide.Simulator;

/// <summary>User log of LemonLDAP::NG through syslog: a sign-in is three lines.</summary>
internal static class LemonTrail
{
    public static int Write(Lines o, in Act act)
    {
        var login = act.Session.Account.Username;
        switch (act.Kind)
        {
            case RecordKind.LemonBad:
                Head(o, act, act.Ms).Raw("[warn] Bad password for "u8).Text(login).Raw(" ("u8).Text(act.Session.Address).Raw(")\n"u8);
                return 1;
            case RecordKind.LemonLogout:
                Head(o, act, act.Ms).Raw("[notice] User "u8).Text(login).Raw(" has been disconnected from LDAP ("u8).Text(act.Session.Address).Raw(")\n"u8);
                return 1;
            default:
                Head(o, act, act.Ms).Raw("[notice] Session granted for "u8).Text(login).Raw(" by LDAP ("u8).Text(act.Session.Address).Raw(")\n"u8);
                Head(o, act, act.Ms + 3).Raw("[notice] User "u8).Text(login).Raw(" successfully authenticated at level 2\n"u8);
                Head(o, act, act.Ms + 4).Raw("[notice] "u8).Text(login).Raw(" connected\n"u8);
                return 3;
        }
    }

    private static Lines Head(Lines o, in Act act, long ms) => o.Paris(ms, true).Raw(" "u8).Text(act.Session.Account.Idp).Raw(" LLNG[812]: "u8);
}
