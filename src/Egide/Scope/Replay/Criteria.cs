using Egide.Observe.Queries;

namespace Egide.Scope.Replay;

/// <summary>A patient query's criteria, whatever language it was asked in.</summary>
internal static class Criteria
{
    // The same question in FHIR (R4 Patient search parameters), HL7 v2 (PDQ's QPD fields) and v3 (PDQ and XCPD parameters).
    private static readonly Dictionary<string, CriterionKind> Names = new(StringComparer.Ordinal)
    {
        ["family"] = CriterionKind.Family, ["name.family"] = CriterionKind.Family, ["PID.5.1"] = CriterionKind.Family, ["PID.5.1.1"] = CriterionKind.Family, ["PID.5"] = CriterionKind.Family, ["livingSubjectName.family"] = CriterionKind.Family,
        ["given"] = CriterionKind.Given, ["name.given"] = CriterionKind.Given, ["PID.5.2"] = CriterionKind.Given, ["livingSubjectName.given"] = CriterionKind.Given,
        ["name"] = CriterionKind.Name, ["livingSubjectName"] = CriterionKind.Name,
        ["birthdate"] = CriterionKind.Birth, ["birthDate"] = CriterionKind.Birth, ["PID.7"] = CriterionKind.Birth, ["PID.7.1"] = CriterionKind.Birth, ["livingSubjectBirthTime"] = CriterionKind.Birth,
        ["gender"] = CriterionKind.Sex, ["PID.8"] = CriterionKind.Sex, ["livingSubjectAdministrativeGender"] = CriterionKind.Sex,
        ["identifier"] = CriterionKind.Identifier, ["PID.3"] = CriterionKind.Identifier, ["livingSubjectId"] = CriterionKind.Identifier, ["patientIdentifier"] = CriterionKind.Identifier, ["sourceIdentifier"] = CriterionKind.Identifier,
        ["_id"] = CriterionKind.Id, ["active"] = CriterionKind.Active, ["organization"] = CriterionKind.Organisation,
        ["phone"] = CriterionKind.Phone, ["PID.13"] = CriterionKind.Phone, ["email"] = CriterionKind.Email, ["telecom"] = CriterionKind.Telecom, ["patientTelecom"] = CriterionKind.Telecom,
        ["address"] = CriterionKind.Address, ["PID.11"] = CriterionKind.Address, ["patientAddress"] = CriterionKind.Address, ["PID.11.1"] = CriterionKind.Address,
        ["address-city"] = CriterionKind.City, ["PID.11.3"] = CriterionKind.City, ["patientAddress.city"] = CriterionKind.City,
        ["address-postalcode"] = CriterionKind.PostalCode, ["PID.11.5"] = CriterionKind.PostalCode, ["patientAddress.postalCode"] = CriterionKind.PostalCode,
        ["address-country"] = CriterionKind.Country, ["PID.11.6"] = CriterionKind.Country,
        ["_sort"] = CriterionKind.Ignored, ["_contained"] = CriterionKind.Ignored, ["_containedType"] = CriterionKind.Ignored, ["_score"] = CriterionKind.Ignored, ["_format"] = CriterionKind.Ignored, ["_total"] = CriterionKind.Ignored, ["_summary"] = CriterionKind.Ignored, ["_include"] = CriterionKind.Ignored,
        ["_revinclude"] = CriterionKind.Ignored, ["_pretty"] = CriterionKind.Ignored, ["_bundletype"] = CriterionKind.Ignored, ["_getpages"] = CriterionKind.Ignored, ["_page_token"] = CriterionKind.Ignored, ["_cursor"] = CriterionKind.Ignored, ["_continuationToken"] = CriterionKind.Ignored, ["ct"] = CriterionKind.Ignored,
    };

    /// <summary>Whether a query asks for persons of a register and can be answered from one.</summary>
    public static bool CanAnswer(DecodedQuery query) =>
        query.Resource == "Patient" && query.Kind is QueryKind.FhirSearch or QueryKind.Hl7V2Qpd or QueryKind.PdqV3 or QueryKind.XcpdV3
        && query.Operation is null or "IHE PDQ Query" or "Q22" && query.Parameters.Count > 0;

    /// <summary>Its criteria; one that is not understood, or that the source says it has not, is kept as <see cref="CriterionKind.Unknown"/>, since it may leave persons out.</summary>
    /// <param name="query">The query.</param>
    /// <param name="known">Search parameters the source says it has; null when it does not say.</param>
    public static List<Criterion> Of(DecodedQuery query, IReadOnlySet<string>? known = null)
    {
        var criteria = new List<Criterion>(query.Parameters.Count);
        foreach (var parameter in query.Parameters)
        {
            // HL7's own fields of a QPD segment (query tag, domains) ask nothing of the person.
            if (parameter.Name.StartsWith("QPD.", StringComparison.Ordinal)) continue;
            var kind = Names.GetValueOrDefault(parameter.Name);
            if (kind == CriterionKind.Ignored) continue;
            // Names that begin so are every server's own.
            if (known is not null && query.Kind == QueryKind.FhirSearch && !parameter.Name.StartsWith('_') && !known.Contains(parameter.Name)) kind = CriterionKind.Unknown;
            var values = query.Kind == QueryKind.FhirSearch ? Split(parameter.Value) : new List<string> { parameter.Value };
            // What a criterion without a value asks is each server's own idea.
            criteria.Add(values.Count > 0 ? new Criterion(kind, parameter.Modifier, values) : new Criterion(CriterionKind.Unknown, null, values));
        }

        return criteria;
    }

    // FHIR's comma is an "or", unless a backslash takes its meaning away.
    private static List<string> Split(string value)
    {
        var parts = new List<string>();
        var part = new System.Text.StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length) part.Append(value[++i]);
            else if (value[i] == ',') Take();
            else part.Append(value[i]);
        }

        Take();
        return parts;

        void Take()
        {
            if (part.Length > 0) parts.Add(part.ToString());
            part.Clear();
        }
    }
}
