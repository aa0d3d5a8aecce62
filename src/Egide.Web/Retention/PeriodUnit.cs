namespace Egide.Web.Retention;

/// <summary>What a period counts.</summary>
public enum PeriodUnit : byte
{
    /// <summary>Days.</summary>
    Day,

    /// <summary>Calendar months.</summary>
    Month,

    /// <summary>Calendar years.</summary>
    Year,
}
