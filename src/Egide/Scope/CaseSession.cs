namespace Egide.Scope;

/// <summary>A session that belongs to an incident.</summary>
/// <param name="Incident">The incident's id.</param>
/// <param name="Account">Number of its account; -1 for lines that belong to no session.</param>
/// <param name="Session">Its number, as in the trail; below -1 for such lines.</param>
/// <param name="PIntruder">Probability that it was the intruder's.</param>
public readonly record struct CaseSession(string Incident, int Account, int Session, double PIntruder);
