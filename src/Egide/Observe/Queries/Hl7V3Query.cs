using System.Globalization;
using System.Xml;

namespace Egide.Observe.Queries;

/// <summary>Reads HL7 v3 <c>queryByParameter</c>: PDQ (ITI-47), XCPD (ITI-55) and PIX (ITI-45).</summary>
internal static class Hl7V3Query
{
    /// <summary>Reads the element that <paramref name="xml"/> stands on, to the end of the document.</summary>
    public static DecodedQuery Read(XmlReader xml, string text, string? transaction)
    {
        var parameters = new List<QueryParameter>();
        var patients = new List<(string?, string)>();
        var path = new List<string>();
        int? count = null;
        while (xml.Read())
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) Text(path, xml.Value.Trim(), parameters);
            if (xml.NodeType == XmlNodeType.EndElement && path.Count > 0) path.RemoveAt(path.Count - 1);
            if (xml.NodeType != XmlNodeType.Element) continue;
            path.Add(xml.LocalName);
            if (xml.LocalName == "initialQuantity") count = Number(xml.GetAttribute("value"));
            else if (Criterion(path) is { } criterion) Attributes(xml, criterion, parameters, patients);
            if (xml.IsEmptyElement) path.RemoveAt(path.Count - 1);
        }

        var query = new DecodedQuery(Kind(transaction, parameters), text) { Resource = "Patient", Count = count };
        query.Parameters.AddRange(parameters);
        foreach (var (system, value) in patients) query.AddPatient(system, value);
        return query;
    }

    // PDQ and XCPD ask the same message; without the transaction's code they cannot be told apart.
    private static QueryKind Kind(string? transaction, List<QueryParameter> parameters) => transaction switch
    {
        "ITI-45" => QueryKind.PixV3,
        "ITI-55" => QueryKind.XcpdV3,
        "ITI-47" => QueryKind.PdqV3,
        _ => parameters.Exists(p => p.Name == "patientIdentifier") ? QueryKind.PixV3 : QueryKind.PdqV3,
    };

    // The child of parameterList that it stands in, or null.
    private static string? Criterion(List<string> path)
    {
        var list = path.LastIndexOf("parameterList");
        return list >= 0 && list + 1 < path.Count ? path[list + 1] : null;
    }

    private static void Attributes(XmlReader xml, string criterion, List<QueryParameter> parameters, List<(string?, string)> patients)
    {
        if (xml.GetAttribute("root") is { Length: > 0 } root)
        {
            var extension = xml.GetAttribute("extension") ?? "";
            var system = "urn:oid:" + root;
            parameters.Add(new QueryParameter(criterion, null, extension.Length == 0 ? system : system + "|" + extension));
            if (criterion is "livingSubjectId" or "patientIdentifier" && extension.Length > 0) patients.Add((system, extension));
        }
        else if ((xml.GetAttribute("value") ?? xml.GetAttribute("code")) is { Length: > 0 } value)
        {
            parameters.Add(new QueryParameter(criterion, null, value));
        }
    }

    private static void Text(List<string> path, string text, List<QueryParameter> parameters)
    {
        if (text.Length == 0 || Criterion(path) is not { } criterion || path[^1] is "semanticsText") return;
        var part = path[^1];
        parameters.Add(new QueryParameter(part == criterion || part == "value" ? criterion : criterion + "." + part, null, text));
    }

    private static int? Number(string? value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
