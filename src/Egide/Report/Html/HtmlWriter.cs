using System.Buffers;
using System.Text;

namespace Egide.Report.Html;

/// <summary>
/// Writes markup that is both HTML and well-formed XML. Everything is encoded unless it is a tag of ours: user agents,
/// names and addresses come from whoever attacked.
/// </summary>
internal sealed class HtmlWriter(TextWriter to)
{
    private static readonly SearchValues<string> Void = SearchValues.Create(["meta", "br", "hr", "col", "img"], StringComparison.Ordinal);
    private readonly Stack<string> _open = new();
    private int _ids;
    private int _cell;

    /// <summary>Column headings of the table being written: each cell carries its own, for screens too narrow for columns.</summary>
    public IReadOnlyList<string> Columns { get; set; } = [];

    /// <summary>Opens an element; attributes with a null value are left out.</summary>
    public void Open(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(tag, attributes);
        if (tag == "tr") _cell = 0;
        if (tag is "td" or "th" && _cell < Columns.Count) Attribute("data-label", Columns[_cell++]);
        to.Write('>');
        _open.Push(tag);
    }

    /// <summary>Closes the element opened last.</summary>
    public void Close()
    {
        var tag = _open.Pop();
        to.Write("</");
        to.Write(tag);
        to.Write('>');
        if (tag is "tr" or "section" or "table" or "svg" or "li" or "p" or "g" or "article" or "div") to.Write('\n');
    }

    /// <summary>An element with text, or empty.</summary>
    public void Element(string tag, string? text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        if (Void.Contains(tag))
        {
            Start(tag, attributes);
            to.Write(" />");
            return;
        }

        Open(tag, attributes);
        Text(text);
        Close();
    }

    /// <summary>Text, encoded.</summary>
    public void Text(string? text)
    {
        if (text is not null) to.Write(Encode(text));
    }

    /// <summary>Text of several lines, encoded, its line ends kept: for preformatted text.</summary>
    public void Lines(string text) => to.Write(string.Join('\n', text.Split('\n').Select(Encode)));

    /// <summary>The document type.</summary>
    public void DocType() => to.Write("<!DOCTYPE html>\n");

    /// <summary>A style sheet of ours (no <c>&lt;</c> nor <c>&amp;</c> in it).</summary>
    public void Style(string css)
    {
        to.Write("<style>\n");
        to.Write(css);
        to.Write("</style>\n");
    }

    /// <summary>An id no other element of this document has.</summary>
    public string NextId(string prefix) => FormattableString.Invariant($"{prefix}-{++_ids}");

    /// <summary>
    /// Encodes for text and for double-quoted attributes. Characters XML has no place for, and those that turn the
    /// direction of text so that it reads as something else, become U+FFFD.
    /// </summary>
    public static string Encode(string text)
    {
        var into = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': into.Append("&amp;"); break;
                case '<': into.Append("&lt;"); break;
                case '>': into.Append("&gt;"); break;
                case '"': into.Append("&quot;"); break;
                case '\'': into.Append("&#39;"); break;
                case '\t' or '\n' or '\r': into.Append(' '); break;
                case < 0x20 or (>= 0x7F and < 0xA0) or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFFFE or 0xFFFF:
                    into.Append('\uFFFD');
                    break;
                case var bmp when rune.IsBmp: into.Append((char)bmp); break;
                default: into.Append(rune.ToString()); break;
            }
        }

        return into.ToString();
    }

    private void Start(string tag, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        to.Write('<');
        to.Write(tag);
        foreach (var (name, value) in attributes)
        {
            if (value is not null) Attribute(name, value);
        }
    }

    private void Attribute(string name, string value)
    {
        to.Write(' ');
        to.Write(name);
        to.Write("=\"");
        to.Write(Encode(value));
        to.Write('"');
    }
}
