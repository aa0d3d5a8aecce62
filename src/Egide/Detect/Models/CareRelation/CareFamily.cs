namespace Egide.Detect.Models.CareRelation;

/// <summary>The kinds of evidence that an access is in the way of a carer's work.</summary>
public enum CareFamily
{
    /// <summary>Unit: intensive care, emergency, a pole.</summary>
    Unit,

    /// <summary>Ward or place of care.</summary>
    Ward,

    /// <summary>Medical service or speciality.</summary>
    Service,

    /// <summary>Information system or establishment that holds the record.</summary>
    System,

    /// <summary>The carers who look after the patient and share other patients with this one. Never a token: it is counted.</summary>
    Team,

    /// <summary>How many carers the patient has: one whom many see is seen by one more. Never a token: it is counted.</summary>
    Demand,
}
