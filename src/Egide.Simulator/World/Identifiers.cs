using System.Globalization;

namespace Egide.Simulator;

/// <summary>French identifiers with their keys: RPPS and FINESS (Luhn), INS matricule (97 minus the number modulo 97).</summary>
internal static class Identifiers
{
    public const string InsTest = "urn:oid:1.2.250.1.213.1.4.10";
    public const string Rpps = "https://rpps.esante.gouv.fr";
    public const string Idnps = "urn:oid:1.2.250.1.71.4.2.1";

    /// <summary>Appends the Luhn key to digits.</summary>
    public static string WithLuhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var d = digits[digits.Length - 1 - i] - '0';
            sum += i % 2 == 1 ? d : d * 2 > 9 ? d * 2 - 9 : d * 2;
        }
        return digits + (char)('0' + (10 - sum % 10) % 10);
    }

    /// <summary>A matricule of 15 digits: sex, year, month, department, commune, order, key.</summary>
    public static long Nir(int sex, DateOnly birth, int department, int commune, int order)
    {
        var n = ((((long)sex * 100 + birth.Year % 100) * 100 + birth.Month) * 100 + department) * 1000 + commune;
        n = n * 1000 + order;
        return n * 100 + (97 - n % 97);
    }

    public static string Text(long value, int width) => value.ToString("D" + width.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
