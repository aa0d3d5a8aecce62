namespace Egide.Observe.Context;

/// <summary>Small numbers for texts that come again and again.</summary>
internal sealed class Interner
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];

    /// <summary>Number of <paramref name="text"/>, given when it is new; -1 for null and empty.</summary>
    public int Number(string? text)
    {
        if (string.IsNullOrEmpty(text)) return -1;
        if (_numbers.TryGetValue(text, out var number)) return number;
        number = _texts.Count;
        _numbers.Add(text, number);
        _texts.Add(text);
        return number;
    }

    /// <summary>Number of <paramref name="text"/>, or -1 when it is new.</summary>
    public int Find(string text) => _numbers.GetValueOrDefault(text, -1);

    public string? Text(int number) => number < 0 ? null : _texts[number];
}
