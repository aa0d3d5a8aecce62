namespace Egide.Simulator;

/// <summary>
/// The identity register, a column each. A row is one version of one identifier's record, true in [<see cref="From"/>, <see cref="To"/>).
/// Rows below <see cref="Count"/> are the first versions of the records that stood at the start; the month's versions and registrations follow.
/// A record is called by its first row, and every member that takes a patient takes any of its rows. A person may have several records.
/// </summary>
internal sealed class PatientBase
{
    /// <summary>No end, or, negated, no beginning.</summary>
    public const long Always = long.MaxValue;

    public PatientBase(int count)
    {
        Count = count;
        Grow(count);
        while (Rows < count)
            Begin(-Always);
    }

    /// <summary>Records at the start: those that care and errands are drawn from.</summary>
    public int Count { get; }

    /// <summary>Rows so far.</summary>
    public int Rows { get; private set; }

    public short[] Family { get; private set; } = [];
    public short[] Given { get; private set; } = [];
    public byte[] Sex { get; private set; } = [];
    public int[] Birth { get; private set; } = [];
    public byte[] House { get; private set; } = [];
    public int[] Ipp { get; private set; } = [];
    public long[] Ins { get; private set; } = [];
    public PatientStatus[] Status { get; private set; } = [];

    /// <summary>The person behind; the same for a duplicate and for the other house's identifier; -1 for a fictive one.</summary>
    public int[] Person { get; private set; } = [];
    public int[] Phone { get; private set; } = [];
    public bool[] Email { get; private set; } = [];
    public short[] Street { get; private set; } = [];
    public byte[] City { get; private set; } = [];
    public int[] Doctor { get; private set; } = [];

    /// <summary>First row of the record that a row belongs to.</summary>
    public int[] Record { get; private set; } = [];

    /// <summary>The record's next version, or -1.</summary>
    public int[] Next { get; private set; } = [];

    /// <summary>First instant at which the row is true, Unix milliseconds on a whole second.</summary>
    public long[] From { get; private set; } = [];

    /// <summary>First instant at which it no longer is.</summary>
    public long[] To { get; private set; } = [];

    /// <summary>Of a record's first row: the record that carers use once this one is closed, or -1.</summary>
    public int[] MergedInto { get; private set; } = [];

    public string FamilyName(int i) => Names.Family[Family[i]];
    public string GivenName(int i) => (Sex[i] == 2 ? Names.Female : Names.Male)[Given[i]];
    public string IppText(int i) => Identifiers.Text(Ipp[i], 9);
    public DateOnly BirthDate(int i) => DateOnly.FromDayNumber(Birth[i]);
    public bool HasAddress(int i) => Street[i] >= 0;

    /// <summary>The row that a carer finds at that instant: the record's version, or the one it was merged into.</summary>
    public int At(int patient, long ms)
    {
        var row = VersionAt(patient, ms);
        return To[row] <= ms && MergedInto[Record[row]] is >= 0 and var kept ? At(kept, ms) : row;
    }

    /// <summary>The record's last version.</summary>
    public int Last(int patient) => VersionAt(patient, Always - 1);

    /// <summary>The record's rows, the oldest first.</summary>
    public IEnumerable<int> Versions(int patient)
    {
        for (var row = Record[patient]; row >= 0; row = Next[row])
            yield return row;
    }

    /// <summary>
    /// Whether an answer given at that instant holds the row. A server that returns <paramref name="closed"/> records shows the last version of one;
    /// the others show what is true at the instant only.
    /// </summary>
    public bool Answers(int row, long ms, bool closed) =>
        From[row] <= ms && (ms < To[row] || (closed && (Next[row] < 0 || From[Next[row]] > ms)));

    /// <summary>Makes room for that many rows more.</summary>
    public void Reserve(int rows) => Grow(Rows + rows);

    /// <summary>A new record, empty, true from that instant.</summary>
    public int Begin(long from)
    {
        var row = Rows++;
        (Record[row], Next[row], From[row], To[row], MergedInto[row]) = (row, -1, from, Always, -1);
        return row;
    }

    /// <summary>A version that repeats the record's last one from that instant; the last one ends there unless it ended before.</summary>
    public int Amend(int patient, long from)
    {
        var before = Last(patient);
        var row = Begin(from);
        Copy(before, row);
        (House[row], Ipp[row], Status[row], Record[row]) = (House[before], Ipp[before], Status[before], Record[before]);
        Next[before] = row;
        To[before] = Math.Min(To[before], from);
        return row;
    }

    /// <summary>Copies what a person carries from one house to another: all but the house, its number and the status there.</summary>
    public void Copy(int from, int to)
    {
        Family[to] = Family[from];
        Given[to] = Given[from];
        Sex[to] = Sex[from];
        Birth[to] = Birth[from];
        Ins[to] = Ins[from];
        Person[to] = Person[from];
        Phone[to] = Phone[from];
        Email[to] = Email[from];
        Street[to] = Street[from];
        City[to] = City[from];
        Doctor[to] = Doctor[from];
    }

    /// <summary>Bytes of its Patient resource as the portal serves it: names, telecoms, address, identifiers, and a little that varies.</summary>
    public int ResourceBytes(int i, bool elements)
    {
        var n = FamilyName(i).Length + GivenName(i).Length;
        var jitter = (int)(Rng.Mix((ulong)Record[i] * 31 + 5) % 140);
        return elements ? 390 + n + jitter / 4
            : 1120 + n + jitter + (Ins[i] > 0 ? 175 : 0) + (Phone[i] > 0 ? 96 : 0) + (Email[i] ? 118 : 0) + (HasAddress(i) ? 190 : 0) + (Doctor[i] >= 0 ? 84 : 0);
    }

    private int VersionAt(int patient, long ms)
    {
        var row = Record[patient];
        while (Next[row] >= 0 && From[Next[row]] <= ms)
            row = Next[row];
        return row;
    }

    private void Grow(int rows)
    {
        Family = Longer(Family);
        Given = Longer(Given);
        Sex = Longer(Sex);
        Birth = Longer(Birth);
        House = Longer(House);
        Ipp = Longer(Ipp);
        Ins = Longer(Ins);
        Status = Longer(Status);
        Person = Longer(Person);
        Phone = Longer(Phone);
        Email = Longer(Email);
        Street = Longer(Street);
        City = Longer(City);
        Doctor = Longer(Doctor);
        Record = Longer(Record);
        Next = Longer(Next);
        From = Longer(From);
        To = Longer(To);
        MergedInto = Longer(MergedInto);

        T[] Longer<T>(T[] column)
        {
            Array.Resize(ref column, rows);
            return column;
        }
    }
}
