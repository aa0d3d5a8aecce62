namespace Egide.Observe.Data;

/// <summary>
/// Categories of personal data an access can show. A set is a bit mask; the codes of
/// <see cref="DataCategories"/> are what files and reports carry.
/// </summary>
[Flags]
public enum DataCategory
{
    /// <summary>Nothing about a patient.</summary>
    None = 0,

    /// <summary>Names.</summary>
    IdentityName = 1 << 0,

    /// <summary>Birth date and place.</summary>
    IdentityBirth = 1 << 1,

    /// <summary>Sex.</summary>
    IdentitySex = 1 << 2,

    /// <summary>Age.</summary>
    IdentityAge = 1 << 3,

    /// <summary>Matricule INS or NIR.</summary>
    IdentityIns = 1 << 4,

    /// <summary>Telephone.</summary>
    ContactPhone = 1 << 5,

    /// <summary>E-mail.</summary>
    ContactEmail = 1 << 6,

    /// <summary>Postal address.</summary>
    ContactAddress = 1 << 7,

    /// <summary>Stays and appointments, without their reason.</summary>
    AdminStay = 1 << 8,

    /// <summary>Why the person consulted.</summary>
    CareReason = 1 << 9,

    /// <summary>Diagnoses.</summary>
    CareDiagnosis = 1 << 10,

    /// <summary>Treatments.</summary>
    CareTreatment = 1 << 11,

    /// <summary>Results of examinations.</summary>
    CareResult = 1 << 12,

    /// <summary>Documents of the record.</summary>
    CareDocument = 1 << 13,

    /// <summary>Names of the professionals who attend the person.</summary>
    CarePractitioner = 1 << 14,

    /// <summary>Credentials of an account.</summary>
    AccountCredential = 1 << 15,
}
