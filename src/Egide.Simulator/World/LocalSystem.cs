namespace Egide.Simulator;

/// <summary>What an establishment's own record system writes.</summary>
internal enum LocalSystem : byte { None, DicomCounted, DicomLines, DicomBom, WebLog, Csv }
