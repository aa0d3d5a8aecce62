using System.Numerics;

namespace Egide.Observe.Data;

/// <summary>The codes of <see cref="DataCategory"/> and what follows from them.</summary>
public static class DataCategories
{
    private static readonly string[] Codes =
    [
        "identity.name", "identity.birth", "identity.sex", "identity.age", "identity.ins",
        "contact.phone", "contact.email", "contact.address",
        "admin.stay", "care.reason", "care.diagnosis", "care.treatment", "care.result", "care.document",
        "care.practitioner", "account.credential",
    ];

    /// <summary>The medical ones: every <c>care.*</c> code.</summary>
    public const DataCategory Medical = DataCategory.CareReason | DataCategory.CareDiagnosis | DataCategory.CareTreatment
        | DataCategory.CareResult | DataCategory.CareDocument | DataCategory.CarePractitioner;

    /// <summary>All codes, in the order of their bits.</summary>
    public static IReadOnlyList<string> All => Codes;

    /// <summary>The code of one category.</summary>
    public static string Code(DataCategory one) => Codes[BitOperations.TrailingZeroCount((int)one)];

    /// <summary>The category of a code, or <see cref="DataCategory.None"/> when there is none of that name.</summary>
    public static DataCategory Parse(string code)
    {
        var index = Array.IndexOf(Codes, code);
        return index < 0 ? DataCategory.None : (DataCategory)(1 << index);
    }

    /// <summary>Each category of a set, in the order of their bits.</summary>
    public static IEnumerable<DataCategory> Each(DataCategory set)
    {
        for (var rest = (int)set; rest != 0; rest &= rest - 1) yield return (DataCategory)(rest & -rest);
    }
}
