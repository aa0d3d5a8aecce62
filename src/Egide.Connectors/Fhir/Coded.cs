using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Egide.Observe;

namespace Egide.Connectors.Fhir;

/// <summary>Writes codes, identifiers and references in R4's forms.</summary>
internal static partial class Coded
{
    public const string Dicom = "http://dicom.nema.org/resources/ontology/DCM";
    public const string Objects = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
    public const string Roles = "http://terminology.hl7.org/CodeSystem/object-role";
    private const string Kinds = "http://terminology.hl7.org/CodeSystem/audit-event-type";
    private const string Transactions = "urn:ihe:event-type-code";
    private const string Absent = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    /// <summary>The event's type. A web server's line has its method for a code, and is an HTTP exchange; a sign-in is one in any format.</summary>
    public static void Type(Utf8JsonWriter json, AuditEvent audit)
    {
        if (audit.Method is not null && (audit.Code is null || audit.Code == audit.Method)) Coding(json, Kinds, "rest");
        else if (IsCode(audit.Code)) Coding(json, audit.Code);
        else if (audit.Kind is EventKind.SignIn or EventKind.SignInFailed or EventKind.SignOut or EventKind.Lockout) Coding(json, Dicom, "110114");
        else Unknown(json);
    }

    public static void Coding(Utf8JsonWriter json, string code) => Coding(json, SystemOf(code), code);

    public static void Coding(Utf8JsonWriter json, string? system, string code)
    {
        json.WriteStartObject();
        if (system is not null) json.WriteString("system", system);
        json.WriteText("code", code);
        json.WriteEndObject();
    }

    public static void Concept(Utf8JsonWriter json, string code)
    {
        json.WriteStartObject();
        json.WriteStartArray("coding");
        Coding(json, code);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary><c>identifier</c> with its system, when it has one.</summary>
    public static void Identifier(Utf8JsonWriter json, string? system, string value)
    {
        json.WriteStartObject("identifier");
        if (!string.IsNullOrWhiteSpace(system)) json.WriteText("system", system);
        json.WriteText("value", value);
        json.WriteEndObject();
    }

    /// <summary>An object that says of itself that what it stands for is not known.</summary>
    public static void Unknown(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("extension");
        json.WriteStartObject();
        json.WriteString("url", Absent);
        json.WriteString("valueCode", "unknown");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Text as a FHIR string may be: no control characters; they come in log lines that were tampered with.</summary>
    public static void WriteText(this Utf8JsonWriter json, string name, string text) =>
        json.WriteString(name, text.AsSpan().ContainsAnyInRange('\0', '\u001F') ? Control().Replace(text, " ") : text);

    /// <summary>Text in the form of FHIR's base64Binary.</summary>
    public static void WriteBinary(this Utf8JsonWriter json, string name, string text) => json.WriteBase64String(name, Encoding.UTF8.GetBytes(text));

    public static bool IsCode([NotNullWhen(true)] string? text) => text is not null && Code().IsMatch(text);

    public static bool IsReference([NotNullWhen(true)] string? text) => text is not null && Reference().IsMatch(text);

    private static string? SystemOf(string code) =>
        code.Length == 6 && code.StartsWith("11", StringComparison.Ordinal) && code.All(char.IsAsciiDigit) ? Dicom
        : code.StartsWith("ITI-", StringComparison.Ordinal) ? Transactions
        : code is "rest" ? Kinds : null;

    [GeneratedRegex(@"^[^\s]+(\s[^\s]+)*$")]
    private static partial Regex Code();

    [GeneratedRegex(@"^((https?://\S+/)?[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64}(/_history/[A-Za-z0-9.-]{1,64})?|urn:(uuid|oid):\S+|#\S+)$")]
    private static partial Regex Reference();

    [GeneratedRegex(@"[\0-\x1F]+")]
    private static partial Regex Control();
}
