using System.Xml;

namespace Egide.Observe.Queries;

/// <summary>Tells apart the queries written in XML: HL7 v3 query-by-parameter and ebXML stored queries.</summary>
internal static class XmlQuery
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        ConformanceLevel = ConformanceLevel.Fragment,
    };

    /// <summary>Reads <paramref name="text"/>; <see cref="QueryKind.Unknown"/> when it is malformed or another document.</summary>
    public static DecodedQuery Decode(string text, string? transaction)
    {
        try
        {
            using var xml = XmlReader.Create(new StringReader(text.TrimStart(' ', '\t', '\r', '\n', '\uFEFF')), Settings);
            while (xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element) continue;
                if (xml.LocalName == "queryByParameter") return Hl7V3Query.Read(xml, text, transaction);
                if (xml.LocalName == "AdhocQueryRequest") return StoredQuery.Read(xml, text);
            }
        }
        catch (XmlException)
        {
            // Kept with its text, as the caller expects of what is not understood.
        }

        return new DecodedQuery(QueryKind.Unknown, text);
    }
}
