using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Egide.Observe.Context;

/// <summary>
/// A patient's identifier. Two ways of writing the same one are equal after <see cref="Normalise"/>: with or without
/// <c>urn:oid:</c>, an HL7 CX, a FHIR reference with its server or version, INS-NIR and INS-NIA (one number space), the
/// INS with or without its key.
/// </summary>
/// <param name="System">Assigning authority; <see cref="Fhir"/> for a FHIR id.</param>
/// <param name="Value">The identifier.</param>
public readonly record struct PatientIdentifier(string System, string Value)
{
    /// <summary>System of a FHIR <c>Patient</c>'s logical id.</summary>
    public const string Fhir = "fhir:Patient";

    /// <summary>System of INS numbers, NIR and NIA.</summary>
    public const string Ins = "1.2.250.1.213.1.4.8";

    /// <summary>System of test and demonstration INS numbers.</summary>
    public const string InsTest = "1.2.250.1.213.1.4.10";

    private const int InsLength = 13;
    private const int InsWithKey = 15;

    /// <summary>Whether it is an INS, test numbers included; of a normalised identifier.</summary>
    public bool IsIns => System is Ins or InsTest;

    /// <summary>Its one way of writing.</summary>
    public static PatientIdentifier Normalise(string? system, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        value = value.Trim();
        if (value.Contains('^', StringComparison.Ordinal)) (system, value) = FromCx(value, system);
        system = (system ?? "").Trim();
        if (system.StartsWith("urn:oid:", StringComparison.OrdinalIgnoreCase)) system = system[8..];
        return system switch
        {
            "1.2.250.1.213.1.4.8" or "1.2.250.1.213.1.4.9" => new PatientIdentifier(Ins, InsNumber(value)),
            "1.2.250.1.213.1.4.10" or "1.2.250.1.213.1.4.11" => new PatientIdentifier(InsTest, InsNumber(value)),
            _ => new PatientIdentifier(system, value),
        };
    }

    /// <summary>The patient that a FHIR reference (relative, absolute or versioned) names; null when it names none.</summary>
    public static PatientIdentifier? FromReference(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var at = reference.LastIndexOf("Patient/", StringComparison.Ordinal);
        if (at < 0)
        {
            return reference.StartsWith("urn:uuid:", StringComparison.Ordinal) ? new PatientIdentifier(Fhir, reference[9..]) : null;
        }

        var id = reference[(at + 8)..];
        var end = id.AsSpan().IndexOfAny("/?#|");
        if (end >= 0) id = id[..end];
        return id.Length == 0 ? null : new PatientIdentifier(Fhir, id);
    }

    /// <summary>64 bits that stand for it in indexes (XXH3 of both parts).</summary>
    internal ulong Hash
    {
        get
        {
            var seed = (long)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(System.AsSpan()));
            return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(Value.AsSpan()), seed);
        }
    }

    /// <summary><c>id^^^authority&amp;oid&amp;ISO^type</c>.</summary>
    private static (string? System, string Value) FromCx(string cx, string? system)
    {
        var parts = cx.Split('^');
        if (parts.Length < 4 || parts[3].Length == 0) return (system, parts[0]);
        var authority = parts[3].Split('&');
        return (authority.Length > 1 && authority[1].Length > 0 ? authority[1] : authority[0], parts[0]);
    }

    private static string InsNumber(string value)
    {
        value = value.Replace(" ", "", StringComparison.Ordinal);
        return value.Length == InsWithKey ? value[..InsLength] : value;
    }
}
