using System.Text.Json;
using Egide.Observe;

namespace Egide.Connectors.Files;

/// <summary>Goes through the scalar values of one JSON object in order, with the names above each.</summary>
internal ref struct JsonWalk
{
    private const int Deepest = 64;
    private static readonly JsonReaderOptions Options = new() { MaxDepth = Deepest, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly TextCache _texts;
    private readonly string?[] _names;
    private Utf8JsonReader _reader;

    /// <param name="json">One JSON object.</param>
    /// <param name="texts">Gives names and values as strings.</param>
    /// <param name="names">Room for the names above a value, <see cref="Room"/> of them.</param>
    public JsonWalk(ReadOnlySpan<byte> json, TextCache texts, string?[] names)
    {
        _texts = texts;
        _names = names;
        _reader = new Utf8JsonReader(json, Options);
        Name = "";
    }

    /// <summary>Room for names, one array a decoder.</summary>
    public static string?[] Room() => new string?[Deepest + 2];

    /// <summary>Name of the current value; that of its array when it is an element.</summary>
    public string Name { get; private set; }

    /// <summary>1 for members of the outermost object.</summary>
    public int Depth => _reader.CurrentDepth;

    /// <summary>Kind of the current value.</summary>
    public JsonTokenType Kind => _reader.TokenType;

    /// <summary>Name above the current value: level 0 is the outermost member, or empty.</summary>
    public string NameAt(int level) => level + 1 < _names.Length && level + 1 <= Depth ? _names[level + 1] ?? "" : "";

    /// <summary>Name of the object that the current value is a member of, or empty.</summary>
    public string Parent => Depth > 1 ? _names[Depth - 1] ?? "" : "";

    /// <summary>Goes to the next scalar value; null values are passed over. Throws <see cref="JsonException"/> on what is no JSON.</summary>
    public bool Next()
    {
        while (_reader.Read())
        {
            switch (_reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    _names[_reader.CurrentDepth] = Name = Text();
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    // Elements have no name of their own: they carry that of their array.
                    _names[_reader.CurrentDepth + 1] = _names[_reader.CurrentDepth];
                    break;
                case JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                    Name = _names[_reader.CurrentDepth] ?? "";
                    return true;
            }
        }

        return false;
    }

    /// <summary>The current value as text.</summary>
    public string Text() => _reader.ValueIsEscaped ? Unescaped() : _texts.Get(_reader.ValueSpan);

    // Apart from Text, which would otherwise clear the room for every value.
    private readonly string Unescaped()
    {
        try
        {
            Span<byte> plain = _reader.ValueSpan.Length <= 1024 ? stackalloc byte[1024] : new byte[_reader.ValueSpan.Length];
            return _texts.Get(plain[.._reader.CopyString(plain)]);
        }
        catch (InvalidOperationException)
        {
            // Escapes that stand for no character: kept as written.
            return _texts.Get(_reader.ValueSpan);
        }
    }

    /// <summary>The current value as a number, also from a string; null when it is none.</summary>
    public double? Number() =>
        System.Buffers.Text.Utf8Parser.TryParse(_reader.ValueSpan, out double value, out var used) && used == _reader.ValueSpan.Length ? value : null;

    /// <summary>The current value as a time: ISO text, or a number since 1970; null when it is none.</summary>
    public DateTimeOffset? Time(out bool zoneMissing)
    {
        zoneMissing = false;
        if (LogTime.TryIso(_reader.ValueSpan, out var time, out zoneMissing, out _)) return time;
        if (LogTime.TryClf(_reader.ValueSpan, out time, out zoneMissing, out _)) return time;
        zoneMissing = false;
        return Number() is { } number ? LogTime.Epoch(number) : null;
    }
}
