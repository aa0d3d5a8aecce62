using System.Text.Json;
using Egide.Connectors.Wire;

namespace Egide.Connectors.Fhir;

/// <summary>The JSON form, over <see cref="Utf8JsonReader"/>. Throws <see cref="JsonException"/> on malformed input.</summary>
internal ref struct FhirJsonReader : IFhirReader
{
    /// <summary>Deepest nesting read; a resource needs about ten.</summary>
    public const int MaxDepth = 64;

    private readonly Utf8Scratch _scratch;
    private Utf8JsonReader _json;

    /// <param name="utf8">One resource.</param>
    /// <param name="scratch">Room for unescaped values.</param>
    /// <param name="comments">Whether to pass over comments, which is slower, or to refuse them.</param>
    public FhirJsonReader(ReadOnlySpan<byte> utf8, Utf8Scratch scratch, bool comments)
    {
        _scratch = scratch;
        _json = new Utf8JsonReader(utf8, new JsonReaderOptions
        {
            CommentHandling = comments ? JsonCommentHandling.Skip : JsonCommentHandling.Disallow,
            AllowTrailingCommas = true,
            MaxDepth = MaxDepth,
        });
    }

    public readonly bool IsObject => _json.TokenType == JsonTokenType.StartObject;

    /// <summary>Bytes read so far.</summary>
    public readonly long Consumed => _json.BytesConsumed;

    /// <summary>Depth read so far.</summary>
    public readonly int Depth => _json.CurrentDepth;

    /// <summary>Goes to the root value; false when it is no object.</summary>
    public bool Start() => _json.Read() && IsObject;

    public readonly FhirLevel Enter() => default;

    public bool Next(ref FhirLevel level)
    {
        if (!level.Started) level.Started = true;
        else if (_json.TokenType == JsonTokenType.StartObject) _json.Skip();
        while (_json.Read())
        {
            switch (_json.TokenType)
            {
                case JsonTokenType.PropertyName:
                    level.Name = _json.ValueIsEscaped ? Unescaped() : _json.ValueSpan;
                    _json.Read();
                    if (_json.TokenType != JsonTokenType.StartArray) return true;
                    level.Arrays = 1;
                    break;
                case JsonTokenType.StartArray:
                    level.Arrays++;
                    break;
                case JsonTokenType.EndArray:
                    level.Arrays--;
                    break;
                case JsonTokenType.EndObject:
                    return false;
                default:
                    return true;
            }
        }

        return false;
    }

    public readonly ReadOnlySpan<byte> Value()
    {
        if (_json.TokenType == JsonTokenType.String)
        {
            if (!_json.ValueIsEscaped) return _json.ValueSpan;
            var into = _scratch.Take(_json.ValueSpan.Length);
            return into[..JsonText.Unescape(_json.ValueSpan, into)];
        }

        return _json.TokenType is JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False ? _json.ValueSpan : [];
    }

    private readonly ReadOnlySpan<byte> Unescaped()
    {
        var name = new byte[_json.ValueSpan.Length];
        return name.AsSpan(0, JsonText.Unescape(_json.ValueSpan, name));
    }
}
