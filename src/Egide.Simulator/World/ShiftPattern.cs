namespace Egide.Simulator;

/// <summary>How a professional's weeks go.</summary>
internal enum ShiftPattern : byte { Weekdays, Office, TwelveHourDays, TwelveHourNights, OnCall }
