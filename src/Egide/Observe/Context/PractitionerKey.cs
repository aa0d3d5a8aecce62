namespace Egide.Observe.Context;

/// <summary>
/// One key for the ways of writing a professional's national number: RPPS (11 digits), IDNPS (8 + RPPS), and the
/// subjects of Pro Santé Connect (<c>f:uuid:number</c>).
/// </summary>
public static class PractitionerKey
{
    private const int RppsLength = 11;

    /// <summary>The RPPS in <paramref name="identifier"/>, or null when it is no national number.</summary>
    public static string? Of(string? identifier)
    {
        if (string.IsNullOrEmpty(identifier)) return null;
        var text = identifier.AsSpan().Trim();
        var last = text.LastIndexOfAny(":/^|");
        if (last >= 0 && last == text.Length - 1) return null;
        var number = last >= 0 ? text[(last + 1)..] : text;
        if (number.Length == RppsLength + 1 && number[0] == '8') number = number[1..];
        if (number.Length != RppsLength || number.ContainsAnyExceptInRange('0', '9')) return null;
        return number.ToString();
    }
}
