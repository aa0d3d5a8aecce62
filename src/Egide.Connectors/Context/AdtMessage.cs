using System.Globalization;
using System.Text;

namespace Egide.Connectors.Context;

/// <summary>One HL7 v2 message as segments and fields, with its own delimiters.</summary>
internal sealed class AdtMessage
{
    private readonly List<string[]> _segments = [];
    private readonly char _field, _component = '^', _repeat = '~', _escape = '\\', _part = '&';

    /// <summary>Splits a message; the first line is its MSH.</summary>
    public AdtMessage(IReadOnlyList<string> lines)
    {
        var head = lines[0];
        _field = head[3];
        if (head.Length >= 8) (_component, _repeat, _escape, _part) = (head[4], head[5], head[6], head[7]);
        foreach (var line in lines) _segments.Add(line.Split(_field));
    }

    /// <summary>What happened: <c>A08</c>; null when it is no ADT message.</summary>
    public string? Trigger
    {
        get
        {
            // MSH-1 is the delimiter itself, so that fields stand one place earlier.
            var type = _segments[0].Length > 8 ? _segments[0][8].Split(_component) : [];
            return type is ["ADT", var trigger, ..] ? trigger : null;
        }
    }

    /// <summary>When: EVN-2, the message's own time when it says none.</summary>
    public (DateTimeOffset Earliest, DateTimeOffset Latest)? When => Time(Field(Segment("EVN"), 2)) ?? Time(_segments[0].Length > 6 ? _segments[0][6] : "");

    /// <summary>Segments of a name, in order.</summary>
    public IEnumerable<string[]> All(string name) => _segments.Where(s => s[0] == name);

    /// <summary>The first segment of a name, or null.</summary>
    public string[]? Segment(string name) => All(name).FirstOrDefault();

    /// <summary>A field's text, empty when it is not there.</summary>
    public static string Field(string[]? segment, int number) => segment is not null && number < segment.Length ? segment[number] : "";

    /// <summary>A field's repetitions.</summary>
    public string[] Repeats(string[]? segment, int number) => Field(segment, number).Split(_repeat, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A component's first part, its escapes undone; null when it is empty. <c>""</c> erases and is as good as empty.</summary>
    public string? Component(string field, int number, int part = 1)
    {
        var components = field.Split(_component);
        if (number > components.Length) return null;
        var parts = components[number - 1].Split(_part);
        var text = part > parts.Length ? "" : Plain(parts[part - 1]).Trim();
        return text.Length == 0 || text == "\"\"" ? null : text;
    }

    private string Plain(string text)
    {
        if (!text.Contains(_escape, StringComparison.Ordinal)) return text;
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var end = text[i] == _escape ? text.IndexOf(_escape, i + 1) : -1;
            if (end < 0)
            {
                plain.Append(text[i]);
                continue;
            }

            _ = text[(i + 1)..end] switch
            {
                "F" => plain.Append(_field),
                "S" => plain.Append(_component),
                "T" => plain.Append(_part),
                "R" => plain.Append(_repeat),
                "E" => plain.Append(_escape),
                _ => plain,
            };
            i = end;
        }

        return plain.ToString();
    }

    // 20260901123000.123+0200. Without its zone it is somewhere's own time: in France and overseas, from two hours ahead of UTC to
    // UTC in Europe alone, which is what is taken.
    private static (DateTimeOffset Earliest, DateTimeOffset Latest)? Time(string text)
    {
        var sign = text.AsSpan().IndexOfAny('+', '-');
        var digits = sign < 0 ? text : text[..sign];
        var dot = digits.IndexOf('.', StringComparison.Ordinal);
        var seconds = dot < 0 ? digits : digits[..dot];
        var format = seconds.Length switch { 14 => "yyyyMMddHHmmss", 12 => "yyyyMMddHHmm", 8 => "yyyyMMdd", _ => null };
        if (format is null || !DateTime.TryParseExact(seconds, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return null;
        if (dot >= 0 && double.TryParse("0" + digits[dot..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rest)) time = time.AddSeconds(rest);
        // A day or a minute lasts.
        var length = format.Length switch { 8 => TimeSpan.FromDays(1), 12 => TimeSpan.FromMinutes(1), _ => TimeSpan.Zero };
        if (sign < 0) return (new DateTimeOffset(time, TimeSpan.FromHours(2)), new DateTimeOffset(time, TimeSpan.Zero) + length);
        if (text.Length != sign + 5 || !int.TryParse(text.AsSpan(sign), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var zone) || Math.Abs(zone) > 1400 || Math.Abs(zone) % 100 > 59) return null;
        var at = new DateTimeOffset(time, new TimeSpan(zone / 100, zone % 100, 0));
        return (at, at + length);
    }
}
