namespace Egide.Observe.Queries;

/// <summary>One criterion of a query.</summary>
/// <param name="Name">As its language names it: <c>family</c>, <c>PID.5.1</c>, <c>livingSubjectName.family</c>, <c>$patientId</c>.</param>
/// <param name="Modifier">FHIR modifier or type after the colon (<c>exact</c>, <c>Patient.name</c>), or null.</param>
/// <param name="Value">As asked, escapes resolved; an HL7 identifier is <c>system|value</c>.</param>
public readonly record struct QueryParameter(string Name, string? Modifier, string Value);
