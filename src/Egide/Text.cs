namespace Egide;

/// <summary>One thing said to people, in both languages.</summary>
/// <param name="Fr">In French.</param>
/// <param name="En">In English.</param>
public readonly record struct Text(string Fr, string En)
{
    /// <summary>In the language asked for: <c>"en"</c>, or French.</summary>
    public string In(string language) => language == "en" ? En : Fr;
}
