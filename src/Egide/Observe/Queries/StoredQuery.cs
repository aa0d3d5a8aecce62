using System.Globalization;
using System.Xml;
using Egide.Observe.Imputation;

namespace Egide.Observe.Queries;

/// <summary>Reads ebXML <c>AdhocQueryRequest</c>: registry stored query (ITI-18) and cross gateway query (ITI-38).</summary>
internal static class StoredQuery
{
    /// <summary>Reads the element that <paramref name="xml"/> stands on, to the end of the document.</summary>
    public static DecodedQuery Read(XmlReader xml, string text)
    {
        var query = new DecodedQuery(QueryKind.AdhocQuery, text)
        {
            Count = Number(xml.GetAttribute("maxResults")),
            Offset = Number(xml.GetAttribute("startIndex")),
        };
        string? slot = null;
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "AdhocQuery") query.Operation = xml.GetAttribute("id");
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "Slot") slot = xml.GetAttribute("name");
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && slot is not null) Value(query, slot, xml.Value);
        }

        return query;
    }

    // 'a', ('a','b') or 1: several values of one slot are alternatives, a quote inside a value is doubled.
    private static void Value(DecodedQuery query, string slot, string written)
    {
        var list = written.AsSpan().Trim().TrimStart('(').TrimEnd(')').Trim();
        while (!list.IsEmpty)
        {
            var quoted = list[0] == '\'';
            var end = quoted ? Closing(list) : list.IndexOf(',');
            if (end < 0) end = list.Length;
            var value = (quoted ? list[1..end] : list[..end]).ToString().Replace("''", "'", StringComparison.Ordinal).Trim();
            if (value.Length > 0) Add(query, slot, value);
            list = end >= list.Length ? [] : list[(end + 1)..].TrimStart(", \r\n\t");
        }
    }

    private static int Closing(ReadOnlySpan<char> list)
    {
        for (var i = 1; i < list.Length; i++)
        {
            if (list[i] != '\'') continue;
            if (i + 1 >= list.Length || list[i + 1] != '\'') return i;
            i++;
        }

        return -1;
    }

    private static void Add(DecodedQuery query, string slot, string value)
    {
        query.Parameters.Add(new QueryParameter(slot, null, value));
        if (slot is "$patientId" or "$XDSDocumentEntryPatientId" or "$XDSSubmissionSetPatientId" or "$XDSFolderPatientId")
            Subjects.SplitCx(value, query.PatientIdentifiers);
    }

    private static int? Number(string? value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
