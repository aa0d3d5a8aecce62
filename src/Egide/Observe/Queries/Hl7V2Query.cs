using System.Globalization;
using System.Text;
using Egide.Observe.Imputation;

namespace Egide.Observe.Queries;

/// <summary>Reads HL7 v2 queries: a whole QBP message, or its QPD segment alone.</summary>
internal static class Hl7V2Query
{
    /// <summary>Whether <paramref name="text"/> begins like an HL7 v2 message or a QPD segment.</summary>
    public static bool IsOne(ReadOnlySpan<char> text) => text.StartsWith("MSH") || text.StartsWith("QPD");

    /// <summary>Reads <paramref name="text"/>; <see cref="QueryKind.Unknown"/> when it holds no QPD segment.</summary>
    public static DecodedQuery Decode(string text)
    {
        var query = new DecodedQuery(QueryKind.Hl7V2Qpd, text) { Resource = "Patient" };
        var delimiters = "|^~\\&".AsSpan();
        var found = false;
        foreach (var range in text.AsSpan().SplitAny('\r', '\n'))
        {
            var segment = text.AsSpan(range).Trim(" \t\v\u001C\uFEFF");
            if (segment.StartsWith("MSH") && segment.Length >= 8) delimiters = segment.Slice(3, 5);
            if (segment.Length < 4 || segment[3] != delimiters[0]) continue;
            var fields = segment.ToString().Split(delimiters[0]);
            if (fields[0] == "QPD")
            {
                found = true;
                query.Operation = First(fields, 1, delimiters[1]);
                for (var i = 3; i < fields.Length; i++) Field(query, fields[i], i, delimiters);
            }
            else if (fields[0] == "DSC" && First(fields, 1, delimiters[1]) is { Length: > 0 } pointer)
            {
                query.Continuation = "DSC=" + pointer;
            }
            else if (fields[0] == "RCP" && int.TryParse(First(fields, 2, delimiters[1]), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                query.Count = count;
            }
        }

        if (!found) return new DecodedQuery(QueryKind.Unknown, text);
        Patients(query);
        return query;
    }

    // "@PID.5.1^MARTIN~@PID.7^1961" names what it asks; other fields are asked by their place.
    private static void Field(DecodedQuery query, string field, int position, ReadOnlySpan<char> delimiters)
    {
        foreach (var one in field.Split(delimiters[2], StringSplitOptions.RemoveEmptyEntries))
        {
            var component = one.IndexOf(delimiters[1]);
            if (one[0] == '@' && component > 1)
            {
                query.Parameters.Add(new QueryParameter(one[1..component], null, Plain(one[(component + 1)..], delimiters)));
                continue;
            }

            query.Parameters.Add(new QueryParameter(string.Create(CultureInfo.InvariantCulture, $"QPD.{position}"), null, Plain(one, delimiters)));
            if (position == 3 && component > 0) Subjects.SplitCx(one, query.PatientIdentifiers);
        }
    }

    // A number may be asked in parts: PID.3.1 the number, PID.3.4.2 its authority's OID, PID.3.4.1 the authority's name.
    private static void Patients(DecodedQuery query)
    {
        if (query["PID.3"] is { } whole) Subjects.SplitCx(whole, query.PatientIdentifiers);
        if (query["PID.3.1"] is not { } number) return;
        var oid = query["PID.3.4.2"];
        var authority = oid is null ? query["PID.3.4.1"] ?? query["PID.3.4"] : "urn:oid:" + oid;
        query.AddPatient(authority, number);
    }

    private static string? First(string[] fields, int index, char component)
    {
        if (index >= fields.Length || fields[index].Length == 0) return null;
        var end = fields[index].IndexOf(component);
        return end < 0 ? fields[index] : fields[index][..end];
    }

    // \F\ \S\ \R\ \E\ \T\ stand for the delimiters themselves.
    private static string Plain(string text, ReadOnlySpan<char> delimiters)
    {
        var escape = delimiters[3];
        if (!text.Contains(escape)) return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var code = text[i] == escape && i + 2 < text.Length && text[i + 2] == escape ? "FSRET".IndexOf(text[i + 1]) : -1;
            if (code < 0)
            {
                plain.Append(text[i]);
                continue;
            }

            plain.Append(delimiters[code]);
            i += 2;
        }

        return plain.ToString();
    }
}
