using System.Buffers;

namespace Egide.Observe.Imputation;

/// <summary>
/// Who asked, and whose data it was about, as the record itself says: the rules every stage shares. Nothing here
/// resolves an identifier to a person, it only says which ones stand for the requestor and for patients.
/// </summary>
public static class Subjects
{
    private const string Patient = "Patient/";
    private static readonly SearchValues<char> OidCharacters = SearchValues.Create("0123456789.");

    /// <summary>Fills <paramref name="into"/> (cleared first) with the agents that the record marks as requestors, in its order.</summary>
    public static void Requestors(AuditEvent audit, List<Agent> into)
    {
        into.Clear();
        for (var i = 0; i < audit.Agents.Count; i++)
        {
            if (audit.Agents[i].Requestor == true) into.Add(audit.Agents[i]);
        }
    }

    /// <summary>
    /// What an agent is best known by: an identifier, a DICOM user id, a reference, a name, an alternative id, a
    /// displayed text, in this order of trust; null when it says nothing.
    /// </summary>
    public static string? Label(Agent agent) =>
        Text(agent.Identifier) ?? Text(agent.UserId) ?? Text(agent.Reference) ?? Text(agent.Name) ?? Text(agent.AltId) ?? Text(agent.Display);

    /// <summary>
    /// Fills <paramref name="into"/> (cleared first) with the patient identifiers as the record writes them, in its
    /// order: references to a Patient in any entity (relative, absolute, with or without a version), and the identifier of an
    /// entity that is a person in the role of patient. Values are neither split nor resolved: see <see cref="Patients"/>.
    /// </summary>
    public static void PatientIdentifiers(AuditEvent audit, List<(string? System, string Value)> into)
    {
        into.Clear();
        for (var i = 0; i < audit.Entities.Count; i++)
        {
            var entity = audit.Entities[i];
            if (IsPatientReference(entity.Reference)) into.Add((null, entity.Reference!));
            if (Text(entity.Identifier) is not { } identifier || !IsPatient(entity)) continue;
            // DICOM's system is the kind of number ("2", patient number), not who gave it out.
            into.Add((audit.Format == RecordFormat.Dicom ? null : entity.System, identifier));
        }
    }

    /// <summary>
    /// Fills <paramref name="into"/> (cleared first) with the distinct patient identifiers in the one form that can be
    /// compared: CX lists split, <c>system|value</c> parted, versions of a reference dropped. A reference is
    /// (base address or null, <c>Patient/id</c>).
    /// </summary>
    /// <param name="audit">The event.</param>
    /// <param name="into">Receives them in the record's order.</param>
    /// <param name="scratch">A list of the caller's, reused; its content is lost.</param>
    public static void Patients(AuditEvent audit, List<(string? System, string Value)> into, List<(string? System, string Value)> scratch)
    {
        PatientIdentifiers(audit, scratch);
        into.Clear();
        foreach (var (system, value) in scratch)
        {
            if (system is null && IsPatientReference(value)) AddOnce(into, Unversioned(value));
            else if (system is null) SplitCx(value, into);
            else AddOnce(into, (system, value));
        }
    }

    /// <summary>
    /// Adds to <paramref name="into"/> the identifiers in a list of HL7 v2 CX values
    /// (<c>id^^^NAME&amp;OID&amp;ISO^PI~…</c>), each once. The system is <c>urn:oid:</c> and the OID, else the assigning
    /// authority's name, else null. FHIR's <c>system|value</c> and a bare value are taken too.
    /// </summary>
    public static void SplitCx(string value, List<(string? System, string Value)> into)
    {
        foreach (var range in value.AsSpan().Split('~'))
        {
            var cx = value.AsSpan(range).Trim();
            var end = cx.IndexOf('^');
            if (end < 0)
            {
                var bar = cx.IndexOf('|');
                if (bar > 0 && bar + 1 < cx.Length) AddOnce(into, (cx[..bar].ToString(), cx[(bar + 1)..].ToString()));
                else if (!cx.IsEmpty && bar < 0) AddOnce(into, (null, cx.ToString()));
            }
            else if (end > 0)
            {
                AddOnce(into, (Authority(Component(cx, 3)), cx[..end].ToString()));
            }
        }
    }

    /// <summary>Whether <paramref name="reference"/> is a literal reference to a Patient, in any form.</summary>
    public static bool IsPatientReference(string? reference)
    {
        if (reference is null) return false;
        var at = reference.LastIndexOf(Patient, StringComparison.Ordinal);
        return at >= 0 && (at == 0 || reference[at - 1] == '/') && reference.Length > at + Patient.Length;
    }

    private static bool IsPatient(Entity entity) =>
        entity.Role == "1" ? entity.Type is null or "1" or "Patient" : entity.Role is null && entity.Type is "1" or "Patient";

    private static (string? System, string Value) Unversioned(string reference)
    {
        var at = reference.LastIndexOf(Patient, StringComparison.Ordinal);
        var end = reference.AsSpan(at + Patient.Length).IndexOfAny('/', '?', '#');
        var length = end < 0 ? reference.Length - at : Patient.Length + end;
        return (at == 0 ? null : reference[..at], at == 0 && length == reference.Length ? reference : reference.Substring(at, length));
    }

    private static ReadOnlySpan<char> Component(ReadOnlySpan<char> cx, int index)
    {
        for (; index > 0; index--)
        {
            var next = cx.IndexOf('^');
            if (next < 0) return [];
            cx = cx[(next + 1)..];
        }

        var end = cx.IndexOf('^');
        return end < 0 ? cx : cx[..end];
    }

    // NAME&OID&ISO; some write the OID as the name.
    private static string? Authority(ReadOnlySpan<char> written)
    {
        if (written.IsEmpty) return null;
        var first = written.IndexOf('&');
        if (first < 0) return IsOid(written) ? string.Concat("urn:oid:", written) : written.ToString();
        var name = written[..first];
        var universal = written[(first + 1)..];
        var second = universal.IndexOf('&');
        if (second >= 0) universal = universal[..second];
        if (IsOid(universal)) return string.Concat("urn:oid:", universal);
        if (!universal.IsEmpty) return universal.ToString();
        return name.IsEmpty ? null : name.ToString();
    }

    private static bool IsOid(ReadOnlySpan<char> text) =>
        text.Length > 2 && text[0] is >= '0' and <= '2' && text[1] == '.' && !text.ContainsAnyExcept(OidCharacters);

    private static void AddOnce(List<(string? System, string Value)> into, (string? System, string Value) identifier)
    {
        if (!into.Contains(identifier)) into.Add(identifier);
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
