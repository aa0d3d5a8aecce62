namespace Egide.Simulator;

/// <summary>A row of the networks context; <paramref name="Known"/> says whether the region's list has it.</summary>
internal sealed record NetworkRange(string Cidr, int Asn, string AsName, string Country, string Kind, string Organisation, bool Known);
