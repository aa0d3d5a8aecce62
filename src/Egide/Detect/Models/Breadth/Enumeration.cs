using System.Buffers.Binary;
using System.Text;

namespace Egide.Detect.Models.Breadth;

/// <summary>
/// Signs that a register is being read through rather than consulted, for one account (or session), one event at a time:
/// identifiers in order, identifiers side by side, search terms in order, an even rhythm, searches that open nothing.
/// About 8 kB each once ordered identifiers are seen. Not thread-safe.
/// </summary>
/// <remarks>Ward rounds open a displayed list in its order: add no identifier that the list before it displayed.</remarks>
public sealed class Enumeration
{
    private const double NearByChance = 0.03, NearInSweep = 0.7, Near = 3;
    private const double BarrenByHabit = 0.3, BarrenInSweep = 0.85;

    // One who looks for somebody turns a page less than once in two, opens somebody, or writes the name out;
    // one who takes the list turns to its end.
    private const double TurnByHabit = 0.4, TurnInSweep = 0.85;
    private const double OpenedAfterPages = -2.5, SearchedAgain = -0.5;
    private const double MostEach = 15;
    private MonotoneRun? _identifiers, _terms;
    private Rhythm _rhythm;
    private long _lastIdentifier = -1;
    private double _near, _barren;
    private DateTimeOffset? _lastInstant;
    private double _paged;
    private bool _searchPending, _opened;
    private int _searches, _barrenSearches;

    /// <summary>Identifiers in or near order, nats; a sweep of consecutive numbers is both.</summary>
    public double Sweep => Math.Min(MostEach, Math.Max(_identifiers?.LogRatio ?? 0, _near));

    /// <summary>Search terms in alphabetical order, nats.</summary>
    public double Alphabet => Math.Min(MostEach, _terms?.LogRatio ?? 0);

    /// <summary>A machine's rhythm, nats.</summary>
    public double Rhythm => Math.Min(MostEach, _rhythm.LogRatio);

    /// <summary>Searches that open nothing, nats.</summary>
    public double Barren => Math.Min(MostEach, _barren);

    /// <summary>Pages turned with nothing opened, nats.</summary>
    public double Paging => Math.Min(MostEach, _paged);

    /// <summary>The last search of a session that has ended and opened nobody, nats: no next one shows that it was barren.</summary>
    public double Left { get; private set; }

    /// <summary>All of it, nats, never below 0: a careful intruder shows none of it.</summary>
    public double LogRatio => Sweep + Alphabet + Rhythm + Barren + Paging + Left;

    /// <summary>Coefficient of variation of the gaps between accesses; below .2 is a machine's.</summary>
    public double Variation => _rhythm.Variation;

    /// <summary>Share of searches with nothing opened before the next one; 0 before the first.</summary>
    public double BarrenShare => _searches == 0 ? 0 : (double)_barrenSearches / _searches;

    /// <summary>Longest ordered subsequence of identifiers in the present block, and the length that chance would give.</summary>
    public (int Longest, double ByChance) Order => (_identifiers?.Longest ?? 0, 2 * Math.Sqrt(_identifiers?.Count ?? 0));

    /// <summary>Takes a search; <paramref name="term"/> is empty when the trail does not keep it.</summary>
    public void AddSearch(ReadOnlySpan<char> term, DateTimeOffset instant)
    {
        if (_searchPending) Settle(barren: true);
        _searchPending = true;
        _paged = Math.Max(0, _paged + SearchedAgain);
        if (!term.IsEmpty) (_terms ??= new MonotoneRun()).Add(Ordinal(term));
        Tick(instant);
    }

    /// <summary>Takes the opening of a patient's record; −1 when the identifier is no number.</summary>
    public void AddOpening(long identifier, DateTimeOffset instant)
    {
        if (_searchPending) Settle(barren: false);
        _searchPending = false;
        _opened = true;
        _paged = Math.Max(0, _paged + OpenedAfterPages);
        Tick(instant);
        if (identifier < 0 || identifier == _lastIdentifier) return;
        (_identifiers ??= new MonotoneRun()).Add(identifier);
        if (_lastIdentifier >= 0)
        {
            var near = Math.Abs(identifier - _lastIdentifier) <= Near;
            _near = Math.Max(0, _near + (near ? Math.Log(NearInSweep / NearByChance) : Math.Log((1 - NearInSweep) / (1 - NearByChance))));
        }
        _lastIdentifier = identifier;
    }

    /// <summary>Takes a further page of the last search.</summary>
    public void AddPage(DateTimeOffset instant)
    {
        _paged += Math.Log(TurnInSweep / TurnByHabit);
        Tick(instant);
    }

    /// <summary>The session has ended. Counted for one that opened nobody: most sessions end with a search or two after the patient was found.</summary>
    public void End()
    {
        if (_searchPending && !_opened) Left = Math.Log(BarrenInSweep / BarrenByHabit);
    }

    private void Tick(DateTimeOffset instant)
    {
        if (_lastInstant is { } last && instant >= last) _rhythm.Add((instant - last).TotalSeconds);
        _lastInstant = instant;
    }

    private void Settle(bool barren)
    {
        _searches++;
        if (barren) _barrenSearches++;
        _barren = Math.Max(0, _barren + (barren ? Math.Log(BarrenInSweep / BarrenByHabit) : Math.Log((1 - BarrenInSweep) / (1 - BarrenByHabit))));
    }

    /// <summary>A term's place in the alphabet: its first characters, case and accents left out, as a number.</summary>
    private static long Ordinal(ReadOnlySpan<char> term)
    {
        Span<byte> bytes = stackalloc byte[8];
        bytes.Clear();
        var n = 0;
        foreach (var c in term[..Math.Min(16, term.Length)].ToString().Normalize(NormalizationForm.FormD))
        {
            if (n == 8) break;
            if (char.IsAsciiLetterOrDigit(c)) bytes[n++] = (byte)char.ToUpperInvariant(c);
        }
        return BinaryPrimitives.ReadInt64BigEndian(bytes);
    }
}
