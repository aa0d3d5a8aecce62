namespace Egide.Simulator;

/// <summary>What is asked of the portal's FHIR API.</summary>
internal enum PortalCall : byte { SearchPatient, ReadPatient, Documents, Binary, Observations, Medications, Conditions, Encounters, Appointments }
