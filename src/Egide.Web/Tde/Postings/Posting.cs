using System.Runtime.InteropServices;

namespace Egide.Web.Tde.Postings;

/// <summary>Says that the record at a position has a value; sorted by value, then the newest first.</summary>
/// <param name="Key">Hash of the value and of what it is a value of.</param>
/// <param name="Time">Microseconds since 1970 UTC by which records of this value are ordered.</param>
/// <param name="Position">Journal position.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Posting(ulong Key, long Time, long Position) : IComparable<Posting>
{
    public int CompareTo(Posting other)
    {
        var key = Key.CompareTo(other.Key);
        if (key != 0) return key;
        var time = other.Time.CompareTo(Time);
        return time != 0 ? time : other.Position.CompareTo(Position);
    }
}
