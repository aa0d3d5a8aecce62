namespace Egide.Simulator;

/// <summary>What a professional does; it decides hours, places, and which patients and screens are opened.</summary>
internal enum Role : byte { Doctor, Nurse, Midwife, Pharmacist, Secretary, Coder, Records, Radiographer, TeleRadiologist, Intern, Regulator }
