namespace Egide.Observe.Queries;

/// <summary>What was asked of an identity register or a record system, in one form for all query languages.</summary>
public sealed class DecodedQuery
{
    /// <summary>Keeps <paramref name="text"/>, understood as <paramref name="kind"/>.</summary>
    public DecodedQuery(QueryKind kind, string text)
    {
        Kind = kind;
        Text = text;
    }

    /// <summary>The language it was asked in.</summary>
    public QueryKind Kind { get; }

    /// <summary>The query as the record held it.</summary>
    public string Text { get; }

    /// <summary>FHIR resource type asked for; <c>Patient</c> for the demographic queries of HL7 v2 and v3; null when not said.</summary>
    public string? Resource { get; set; }

    /// <summary>FHIR operation (<c>$ihe-pix</c>), HL7 v2 query name, stored query id; null when none.</summary>
    public string? Operation { get; set; }

    /// <summary>Criteria in the order asked, those about paging and elements left out.</summary>
    public List<QueryParameter> Parameters { get; } = [];

    /// <summary>FHIR <c>_elements</c>: the only ones returned; empty when all were.</summary>
    public List<string> Elements { get; } = [];

    /// <summary>Most results a page may hold; null when not said.</summary>
    public int? Count { get; set; }

    /// <summary>Page asked for, as counted by the source; null when not said.</summary>
    public int? Page { get; set; }

    /// <summary>Results passed over before the page; null when not said.</summary>
    public int? Offset { get; set; }

    /// <summary>A server's mark of where a later page begins (a token, HL7 v2's DSC, <c>_getpages</c>); null when none.</summary>
    public string? Continuation { get; set; }

    /// <summary>Order asked for, as written; null when none.</summary>
    public string? Sort { get; set; }

    /// <summary>Whether only a number was asked for: nobody is shown.</summary>
    public bool CountsOnly { get; set; }

    /// <summary>
    /// Patients asked for by a key, so that the results are of them or of nobody. A literal FHIR reference is
    /// (null, <c>Patient/id</c>). Candidates of a <c>$match</c> are not keys.
    /// </summary>
    public List<(string? System, string Value)> PatientIdentifiers { get; } = [];

    /// <summary>The value of the first parameter called <paramref name="name"/>, or null.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var parameter in Parameters)
            {
                if (parameter.Name == name) return parameter.Value;
            }

            return null;
        }
    }

    internal void AddPatient(string? system, string value)
    {
        if (value.Length > 0 && !PatientIdentifiers.Contains((system, value))) PatientIdentifiers.Add((system, value));
    }
}
