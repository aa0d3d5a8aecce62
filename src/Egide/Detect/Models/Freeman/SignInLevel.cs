namespace Egide.Detect.Models.Freeman;

/// <summary>The levels that a sign-in is judged on, coarse to fine within network and agent.</summary>
public enum SignInLevel
{
    /// <summary>Country of the address.</summary>
    Country,

    /// <summary>Kind of network in that country.</summary>
    Kind,

    /// <summary>Autonomous system or named network of that kind.</summary>
    Network,

    /// <summary>/24 or /48 in that network.</summary>
    Subnet,

    /// <summary>Address in that block.</summary>
    Address,

    /// <summary>Device class.</summary>
    Device,

    /// <summary>Operating system on that device class.</summary>
    Os,

    /// <summary>Browser on that system.</summary>
    Browser,

    /// <summary>Agent family of that browser.</summary>
    Family,

    /// <summary>Hour of the day, working days and week-ends apart.</summary>
    Hour,
}
