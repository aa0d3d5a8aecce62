namespace Egide.Detect;

/// <summary>The kinds of evidence on a session; each has its own cap, so that no one of them convicts alone.</summary>
public enum Family
{
    /// <summary>Where and with what it signed in.</summary>
    SignIn,

    /// <summary>The same provider session in a new context.</summary>
    Context,

    /// <summary>How many patients.</summary>
    Breadth,

    /// <summary>Patients no care relationship explains.</summary>
    Foreign,

    /// <summary>Sweeps, searches without opening, machine rhythm.</summary>
    Enumeration,

    /// <summary>Infrastructure shared with other suspect accounts.</summary>
    Campaign,
}
