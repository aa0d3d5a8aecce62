using Egide.Connectors.Wire;

namespace Egide.Connectors.Fhir;

/// <summary>The XML form: an element is a child, its attribute <c>value</c> is the child's value.</summary>
internal ref struct FhirXmlReader(ReadOnlySpan<byte> utf8, Utf8Scratch scratch) : IFhirReader
{
    private readonly Utf8Scratch _scratch = scratch;
    private XmlScanner _xml = new(utf8, scratch);
    private ReadOnlySpan<byte> _value;
    private bool _hasValue;
    private bool _unread;

    public readonly bool IsObject => !_hasValue;

    /// <summary>Why reading stopped; null when the document is whole.</summary>
    public readonly string? Fault => _xml.Fault;

    /// <summary>Local name of the root once <see cref="Start"/> found it.</summary>
    public readonly ReadOnlySpan<byte> Name => _xml.Name;

    /// <summary>Goes to the root element; false when there is none.</summary>
    public bool Start() => _xml.Read();

    /// <summary>Whether an attribute of the root declares the FHIR namespace; to be asked once, before <see cref="Enter"/>.</summary>
    public bool DeclaresFhir()
    {
        var found = false;
        while (_xml.ReadAttribute()) found |= _xml.Name.StartsWith("xmlns"u8) && _xml.AttributeValue().SequenceEqual("http://hl7.org/fhir"u8);
        return found;
    }

    /// <summary>Reads to the end of the document, so that <see cref="Fault"/> speaks for all of it.</summary>
    public void Finish()
    {
        while (_xml.Read())
        {
        }
    }

    public FhirLevel Enter()
    {
        _unread = false;
        return new FhirLevel { Depth = _xml.Depth };
    }

    public bool Next(ref FhirLevel level)
    {
        if (_unread) _xml.Skip();
        _unread = false;
        while (_xml.Read())
        {
            if (_xml.Token == XmlToken.End && _xml.Depth < level.Depth) return false;
            if (_xml.Token != XmlToken.Start) continue;
            level.Name = _xml.Name;
            _unread = true;
            _hasValue = false;
            while (_xml.ReadAttribute())
            {
                if (!_xml.Name.SequenceEqual("value"u8)) continue;
                _value = _xml.RawValue;
                _hasValue = true;
            }

            return true;
        }

        return false;
    }

    public readonly ReadOnlySpan<byte> Value() => _hasValue ? XmlText.Attribute(_value, _scratch) : [];
}
