namespace Egide.Simulator;

/// <summary>Reliability of an identity in the national vocabulary, in the order of its codes here.</summary>
internal enum PatientStatus : byte { QUAL, VALI, RECUP, PROV, DOUB, COLP, FICT }
