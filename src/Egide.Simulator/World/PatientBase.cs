namespace Egide.Simulator;

/// <summary>All patient identifiers, a column each; a person may have several.</summary>
internal sealed class PatientBase(int count)
{
    public int Count { get; } = count;
    public short[] Family { get; } = new short[count];
    public short[] Given { get; } = new short[count];
    public byte[] Sex { get; } = new byte[count];
    public int[] Birth { get; } = new int[count];
    public byte[] House { get; } = new byte[count];
    public int[] Ipp { get; } = new int[count];
    public long[] Ins { get; } = new long[count];
    public PatientStatus[] Status { get; } = new PatientStatus[count];

    /// <summary>The person behind; the same for a duplicate and for the other house's identifier; -1 for a fictive one.</summary>
    public int[] Person { get; } = new int[count];
    public int[] Phone { get; } = new int[count];
    public bool[] Email { get; } = new bool[count];
    public short[] Street { get; } = new short[count];
    public byte[] City { get; } = new byte[count];
    public int[] Doctor { get; } = new int[count];

    public string FamilyName(int i) => Names.Family[Family[i]];
    public string GivenName(int i) => (Sex[i] == 2 ? Names.Female : Names.Male)[Given[i]];
    public string IppText(int i) => Identifiers.Text(Ipp[i], 9);
    public DateOnly BirthDate(int i) => DateOnly.FromDayNumber(Birth[i]);
    public bool HasAddress(int i) => Street[i] >= 0;

    /// <summary>Bytes of its Patient resource as the portal serves it: names, telecoms, address, identifiers, and a little that varies.</summary>
    public int ResourceBytes(int i, bool elements)
    {
        var n = FamilyName(i).Length + GivenName(i).Length;
        var jitter = (int)(Rng.Mix((ulong)i * 31 + 5) % 140);
        return elements ? 390 + n + jitter / 4
            : 1120 + n + jitter + (Ins[i] > 0 ? 175 : 0) + (Phone[i] > 0 ? 96 : 0) + (Email[i] ? 118 : 0) + (HasAddress(i) ? 190 : 0) + (Doctor[i] >= 0 ? 84 : 0);
    }
}
