namespace Egide.Connectors.Wire;

/// <summary>What an <see cref="XmlScanner"/> stands on.</summary>
internal enum XmlToken : byte
{
    /// <summary>Nothing was read, or reading stopped: see <see cref="XmlScanner.Fault"/>.</summary>
    None,

    /// <summary>A start tag; its attributes can be read.</summary>
    Start,

    /// <summary>An end tag, or the end of an empty element.</summary>
    End,

    /// <summary>Character data between tags; an element may hold several pieces.</summary>
    Text,
}
