namespace Egide.Detect.Models.Freeman;

/// <summary>
/// A successful sign-in as the plain formula reads it. Every value is a small number given by interning the text
/// (0, 1, 2, … per column), below 2^29 for the user and below 2^31 for the others.
/// </summary>
/// <param name="User">The account.</param>
/// <param name="Address">The full network address.</param>
/// <param name="Asn">The autonomous system.</param>
/// <param name="Country">The country.</param>
/// <param name="UserAgent">The whole user agent.</param>
/// <param name="Browser">Browser name and version.</param>
/// <param name="Os">Operating system name and version.</param>
/// <param name="Device">Device type.</param>
public readonly record struct FreemanLogin(
    int User, int Address, int Asn, int Country, int UserAgent, int Browser, int Os, int Device);
