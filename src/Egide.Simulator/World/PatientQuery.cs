namespace Egide.Simulator;

/// <summary>What a search asks. Empty names and zero dates ask nothing; dates are inclusive day numbers.</summary>
/// <param name="Family">Folded beginning of the family name.</param>
/// <param name="Given">Folded beginning of the given name.</param>
/// <param name="BornFrom">First day of birth.</param>
/// <param name="BornTo">Last day of birth.</param>
/// <param name="Identifier">Patient whose number was typed, or -1.</param>
/// <param name="House">Only this establishment's patients, or -1.</param>
internal readonly record struct PatientQuery(string Family, string Given, int BornFrom, int BornTo, int Identifier = -1, int House = -1);
