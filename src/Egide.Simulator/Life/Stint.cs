namespace Egide.Simulator;

/// <summary>A piece of working time, in Paris hours from the day's midnight (beyond 24 for nights), and its share of a full day's work.</summary>
internal readonly record struct Stint(double From, double To, Place Place, double Share);
