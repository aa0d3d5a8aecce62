using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Egide.Observe.Context;

namespace Egide.Observe;

/// <summary>
/// The patients that an access names, with their keys, one access at a time. What an identifier stands for is looked up once
/// and then known by the hash of its bytes; a reference stands for whom a record named with it. Memory is bounded.
/// </summary>
internal sealed class NamedPatients(RegionContext context)
{
    private const int MostAliases = 2_000_000;
    private const int MostKnown = 1_000_000;
    private readonly Dictionary<ulong, long> _aliases = [];
    private readonly Dictionary<ulong, (long Key, long Number)> _known = [];
    private (int Start, int Length)[] _identifiers = new (int, int)[16];
    private long[] _keys = new long[16];
    private long[] _numbers = new long[16];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Their keys: see <see cref="PatientKeys"/>.</summary>
    public ReadOnlySpan<long> Keys => _keys.AsSpan(0, Count);

    /// <summary>The number in each one's identifier; -1 when it is none.</summary>
    public ReadOnlySpan<long> Numbers => _numbers.AsSpan(0, Count);

    /// <summary>The identifier named, <c>system|value</c>.</summary>
    public ReadOnlySpan<byte> Identifier(Access access, int index) =>
        access[AccessText.Patients].Slice(_identifiers[index].Start, _identifiers[index].Length);

    /// <summary>The part of an identifier before its bar.</summary>
    public static ReadOnlySpan<byte> System(ReadOnlySpan<byte> identifier) => identifier[..identifier.IndexOf((byte)'|')];

    /// <summary>Takes the patients of <paramref name="access"/> in place of the last one's.</summary>
    public void Take(Access access)
    {
        Count = 0;
        var all = access[AccessText.Patients];
        if (all.IsEmpty) return;
        foreach (var range in all.Split((byte)'\u001E'))
        {
            var (start, length) = range.GetOffsetAndLength(all.Length);
            Add(all.Slice(start, length), start);
        }
    }

    private void Add(ReadOnlySpan<byte> named, int start)
    {
        if (Count == _keys.Length) Grow();
        var other = named.IndexOf((byte)'\u001F');
        var identifier = other < 0 ? named : named[..other];
        (_keys[Count], _numbers[Count]) = Known(identifier);
        _identifiers[Count] = (start, identifier.Length);
        if (other >= 0 && _aliases.Count < MostAliases) _aliases[XxHash3.HashToUInt64(named[(other + 1)..])] = _keys[Count];
        Count++;
    }

    private (long Key, long Number) Known(ReadOnlySpan<byte> identifier)
    {
        var hash = XxHash3.HashToUInt64(identifier);
        if (!_known.TryGetValue(hash, out var known))
        {
            known = Find(identifier);
            if (_known.Count < MostKnown) _known[hash] = known;
        }

        var value = identifier[(System(identifier).Length + 1)..];
        return value.StartsWith("Patient/"u8) && _aliases.TryGetValue(XxHash3.HashToUInt64(value), out var alias) ? (alias, known.Number) : known;
    }

    private (long Key, long Number) Find(ReadOnlySpan<byte> identifier)
    {
        var system = System(identifier);
        var value = identifier[(system.Length + 1)..];
        var last = value[(value.LastIndexOf((byte)'/') + 1)..];
        return (PatientKeys.Of(context, Encoding.UTF8.GetString(system), Encoding.UTF8.GetString(value)),
            long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1);
    }

    private void Grow()
    {
        Array.Resize(ref _identifiers, Count * 2);
        Array.Resize(ref _keys, Count * 2);
        Array.Resize(ref _numbers, Count * 2);
    }
}
