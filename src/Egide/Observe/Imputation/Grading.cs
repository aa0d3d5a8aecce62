namespace Egide.Observe.Imputation;

/// <summary>Grades an access and lists what it lacks.</summary>
internal static class Grading
{
    public static void Grade(Access access, bool outcomeUnsaid)
    {
        ref var header = ref access.Header;
        var missing = Missing.None;
        var person = access.Has(AccessText.UserId) || access.Has(AccessText.Login);
        var session = access.Has(AccessText.Session);
        var address = access.Has(AccessText.Address);
        var signIn = header.Kind is EventKind.SignIn or EventKind.SignInFailed or EventKind.SignOut or EventKind.TokenRefresh or EventKind.Lockout
            or EventKind.PasswordChange or EventKind.MfaChange;
        var concerned = !signIn && header.Kind is not (EventKind.System or EventKind.Admin or EventKind.AuditLogUsed or EventKind.Page);
        if (!person) missing |= Missing.Person;
        if (!session) missing |= Missing.Session;
        if (!address) missing |= Missing.Address;
        if (!access.Has(AccessText.UserAgent)) missing |= Missing.Device;
        if (concerned && !access.Has(AccessText.Patients)) missing |= Missing.Patient;
        if (concerned && header.Categories == 0) missing |= Missing.Category;
        if (access.Is(AccessFlags.TimeMissing) || access.Is(AccessFlags.ZoneMissing)) missing |= Missing.Time;
        if (outcomeUnsaid) missing |= Missing.Outcome;
        header.Missing = missing;
        header.Grade = Letter(missing, person, session, address, access);
    }

    private static Grade Letter(Missing missing, bool person, bool session, bool address, Access access)
    {
        if (!person) return session || address ? Imputation.Grade.D : Imputation.Grade.E;
        var said = (missing & (Missing.Patient | Missing.Category)) == 0;
        if (said) return session ? Imputation.Grade.A : Imputation.Grade.B;
        if ((missing & Missing.Patient) == 0 || access.Has(AccessText.Query)) return Imputation.Grade.C;
        return Imputation.Grade.D;
    }
}
