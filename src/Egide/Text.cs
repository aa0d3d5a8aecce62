namespace Egide;

/// <summary>One thing said to people, in both languages.</summary>
public readonly record struct Text
{
    /// <summary>Puts French typography into the French one.</summary>
    /// <param name="fr">In French.</param>
    /// <param name="en">In English.</param>
    public Text(string fr, string en) => (Fr, En) = (Typography.French(fr), en);

    /// <summary>In French.</summary>
    public string Fr { get; }

    /// <summary>In English.</summary>
    public string En { get; }

    /// <summary>In the language asked for: <c>"en"</c>, or French.</summary>
    public string In(string language) => language == "en" ? En : Fr;
}
