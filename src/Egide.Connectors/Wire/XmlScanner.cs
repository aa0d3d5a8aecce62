using System.Buffers;
using System.Runtime.CompilerServices;

namespace Egide.Connectors.Wire;

/// <summary>
/// Pulls tags, attributes and text out of a small XML document in UTF-8 without allocating, at more than twice the
/// speed of an XmlReader made for each record. It reads what audit records are written in and nothing more. A
/// document type declaration is refused, so there are no entities to expand beyond the five predefined ones and
/// character references; tags must match and depth is bounded. It is more lenient than the specification where sources
/// are sloppy: an <c>&amp;</c> that begins no reference stands for itself, names and characters are not checked
/// against the specification's tables. It never throws: <see cref="Fault"/> says why it stopped.
/// </summary>
internal ref struct XmlScanner
{
    /// <summary>Deepest nesting read; narratives included, real records stay under thirty.</summary>
    public const int MaxDepth = 128;

    private static readonly SearchValues<byte> NameEnd = SearchValues.Create(" \t\r\n/>=<\"'&"u8);

    private readonly ReadOnlySpan<byte> _xml;
    private readonly Utf8Scratch _scratch;
    private OpenTags _open;
    private int _position;
    private bool _inTag;
    private bool _empty;
    private bool _rootSeen;
    private bool _cdata;
    private ReadOnlySpan<byte> _piece;

    /// <summary>Starts before the first tag of <paramref name="utf8"/>, which bears no byte order mark.</summary>
    public XmlScanner(ReadOnlySpan<byte> utf8, Utf8Scratch scratch)
    {
        _xml = utf8;
        _scratch = scratch;
    }

    /// <summary>Local name of the tag; of the attribute, its whole name as written.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Elements open, the one just started included.</summary>
    public int Depth { get; private set; }

    /// <summary>What it stands on.</summary>
    public XmlToken Token { get; private set; }

    /// <summary>Why reading stopped before the end of the document; null when it did not.</summary>
    public string? Fault { get; private set; }

    /// <summary>Bytes read so far.</summary>
    public readonly int Position => _position;

    /// <summary>Goes to the next tag or text; false at the end of the document or at a fault.</summary>
    public bool Read()
    {
        while (_inTag) ReadAttribute();
        if (_empty)
        {
            _empty = false;
            return Closed();
        }

        while (Fault is null && _position < _xml.Length)
        {
            var rest = _xml[_position..];
            if (rest[0] != '<')
            {
                if (Text(rest)) return true;
            }
            else if (rest.Length < 2)
            {
                break;
            }
            else if (rest[1] == '/')
            {
                return EndTag(rest);
            }
            else if (rest[1] == '!')
            {
                if (Declaration(rest)) return true;
            }
            else if (rest[1] == '?')
            {
                Pass(rest, 2, "?>"u8, "a processing instruction is not closed");
            }
            else
            {
                return StartTag(rest);
            }
        }

        if (Fault is null && (Depth > 0 || !_rootSeen)) Fault = "ends before the root element is closed";
        Token = XmlToken.None;
        return false;
    }

    /// <summary>Goes to the next attribute of the start tag; false after the last.</summary>
    public bool ReadAttribute()
    {
        if (!_inTag) return false;
        var at = _position;
        while (at < _xml.Length && IsBlank(_xml[at])) at++;
        if (at >= _xml.Length) return Stop("ends inside a tag");
        if (_xml[at] == '>' || (_xml[at] == '/' && at + 1 < _xml.Length && _xml[at + 1] == '>'))
        {
            _empty = _xml[at] == '/';
            _inTag = false;
            _position = at + (_empty ? 2 : 1);
            return false;
        }

        var length = _xml[at..].IndexOfAny(NameEnd);
        if (length <= 0) return Stop("an attribute has no name or no value");
        Name = _xml.Slice(at, length);
        at += length;
        while (at < _xml.Length && IsBlank(_xml[at])) at++;
        if (at >= _xml.Length || _xml[at] != '=') return Stop("an attribute has no value");
        at++;
        while (at < _xml.Length && IsBlank(_xml[at])) at++;
        if (at >= _xml.Length || _xml[at] is not ((byte)'"' or (byte)'\'')) return Stop("an attribute's value is not quoted");
        var quote = _xml[at++];
        length = _xml[at..].IndexOfAny(quote, (byte)'<');
        if (length < 0 || _xml[at + length] != quote) return Stop("an attribute's value is not closed");
        _piece = _xml.Slice(at, length);
        _cdata = false;
        _position = at + length + 1;
        return true;
    }

    /// <summary>The attribute's value as written.</summary>
    public readonly ReadOnlySpan<byte> RawValue => _piece;

    /// <summary>The attribute's value, references resolved and blanks made spaces; valid until the next call.</summary>
    public readonly ReadOnlySpan<byte> AttributeValue() => XmlText.Attribute(_piece, _scratch);

    /// <summary>The value of the piece of text it stands on; valid until the next call.</summary>
    public readonly ReadOnlySpan<byte> TextValue()
    {
        if (XmlText.IsPlain(_piece)) return _piece;
        var into = _scratch.Take(_piece.Length);
        return into[..XmlText.Resolve(_piece, into, _cdata)];
    }

    /// <summary>
    /// All the text directly and indirectly inside the element just started, references resolved, and goes to its end
    /// tag; valid until the next call.
    /// </summary>
    public ReadOnlySpan<byte> ElementText()
    {
        var inside = Depth;
        ReadOnlySpan<byte> only = default;
        Span<byte> joined = default;
        var length = 0;
        while (Read() && Depth >= inside)
        {
            if (Token != XmlToken.Text) continue;
            if (only.IsEmpty && length == 0 && XmlText.IsPlain(_piece))
            {
                only = _piece;
                continue;
            }

            if (joined.IsEmpty) joined = _scratch.Take(_xml.Length);
            only.CopyTo(joined[length..]);
            length += only.Length;
            only = default;
            length += XmlText.Resolve(_piece, joined[length..], _cdata);
        }

        return length == 0 ? only : joined[..length];
    }

    /// <summary>Goes to the end tag of the element just started.</summary>
    public void Skip()
    {
        var inside = Depth;
        while (Read() && Depth >= inside)
        {
        }
    }

    private bool StartTag(ReadOnlySpan<byte> rest)
    {
        if (Depth == 0 && _rootSeen) return Stop("bytes follow the end of the root element");
        if (Depth == MaxDepth) return Stop("nested too deep");
        var length = rest[1..].IndexOfAny(NameEnd);
        if (length <= 0) return Stop("a tag has no name, or is not closed");
        _open[Depth++] = _position + 1;
        Name = Local(rest.Slice(1, length));
        _position += 1 + length;
        _inTag = _rootSeen = true;
        Token = XmlToken.Start;
        return true;
    }

    private bool EndTag(ReadOnlySpan<byte> rest)
    {
        var close = rest.IndexOf((byte)'>');
        if (close < 0 || Depth == 0) return Stop("an end tag is not closed, or closes nothing");
        var name = rest[2..close].TrimEnd(" \t\r\n"u8);
        var opened = _xml[_open[Depth - 1]..];
        if (!opened.StartsWith(name) || !NameEnd.Contains(opened[name.Length])) return Stop("an end tag does not match its start tag");
        Name = Local(name);
        _position += close + 1;
        return Closed();
    }

    private bool Closed()
    {
        Depth--;
        Token = XmlToken.End;
        return true;
    }

    private bool Text(ReadOnlySpan<byte> rest)
    {
        var length = rest.IndexOf((byte)'<');
        if (length < 0) length = rest.Length;
        if (Depth == 0)
        {
            if (rest[..length].ContainsAnyExcept(" \t\r\n"u8)) return Stop(_rootSeen ? "bytes follow the end of the root element" : "bytes precede the root element");
            _position += length;
            return false;
        }

        return Piece(rest[..length], length, cdata: false);
    }

    // True when it gave text; false when it passed over a comment, or stopped.
    private bool Declaration(ReadOnlySpan<byte> rest)
    {
        if (rest.StartsWith("<!--"u8)) return Pass(rest, 4, "-->"u8, "a comment is not closed");
        if (!rest.StartsWith("<![CDATA["u8))
            return Stop(rest.StartsWith("<!DOCTYPE"u8) ? "a document type declaration (DTD) is refused" : "an unknown declaration");
        var length = rest.IndexOf("]]>"u8);
        if (length < 0 || Depth == 0) return Stop("a CDATA section is not closed, or is outside the root element");
        return Piece(rest[9..length], length + 3, cdata: true);
    }

    private bool Piece(ReadOnlySpan<byte> piece, int length, bool cdata)
    {
        _piece = piece;
        _cdata = cdata;
        _position += length;
        Token = XmlToken.Text;
        return true;
    }

    // Its end begins after its beginning: "<!-->" opens a comment and does not close it.
    private bool Pass(ReadOnlySpan<byte> rest, int opening, ReadOnlySpan<byte> end, string fault)
    {
        var length = rest.Length < opening ? -1 : rest[opening..].IndexOf(end);
        if (length < 0) return Stop(fault);
        _position += opening + length + end.Length;
        return false;
    }

    private bool Stop(string fault)
    {
        Fault ??= fault;
        _inTag = _empty = false;
        _position = Math.Min(_position, _xml.Length);
        Token = XmlToken.None;
        return false;
    }

    private static ReadOnlySpan<byte> Local(ReadOnlySpan<byte> name) => name[(name.LastIndexOf((byte)':') + 1)..];

    private static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r';

    [InlineArray(MaxDepth)]
    private struct OpenTags
    {
        private int _first;
    }
}
