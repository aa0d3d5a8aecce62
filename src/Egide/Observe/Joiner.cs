using System.IO.Hashing;

namespace Egide.Observe;

/// <summary>
/// Holds accesses for a moment of their own time so that the records of one exchange meet: exact duplicates are
/// counted once, and twins (a portal's event and its web server's line with the same request id; the client's and
/// the server's record of one query) become one access in which each fills what the other lacks.
/// </summary>
public sealed class Joiner(long window = Joiner.Window)
{
    /// <summary>How long a record waits for its twin, microseconds of event time.</summary>
    public const long Window = 30 * Instant.Second;

    /// <summary>How far apart the two sides of an exchange without request id may stand, microseconds.</summary>
    public const long SidesApart = 5 * Instant.Second;

    private readonly Queue<Held> _held = new();
    private readonly Dictionary<ulong, Held> _byFingerprint = [];
    private readonly Dictionary<ulong, Held> _byRequest = [];
    private readonly Dictionary<ulong, Held> _bySides = [];
    private readonly Stack<Held> _free = new();

    /// <summary>Exact duplicates dropped, by source.</summary>
    public Dictionary<string, long> Duplicates { get; } = [];

    /// <summary>Whether some wait for their twin.</summary>
    public bool IsHolding => _held.Count > 0;

    /// <summary>Records that were joined into another.</summary>
    public long Joined { get; private set; }

    /// <summary>Called for each record that stands no more for itself: its position, the record it went into, and whether it was a duplicate.</summary>
    public Action<long, long, bool>? OnAbsorbed { get; set; }

    /// <summary>An access to read into; give it to <see cref="Add"/> next.</summary>
    public Access Rent() => (_free.TryPop(out var held) ? _current = held : _current = new Held()).Access;

    private Held _current = new();

    /// <summary>
    /// Takes the access last rented, in time order, and gives through <paramref name="emit"/> those whose window has
    /// passed. The access given is valid during the call only.
    /// </summary>
    public void Add(Action<Access> emit)
    {
        var held = _current;
        var access = held.Access;
        Emit(access.Header.Time - window, emit);
        held.Absorbed = false;
        held.RequestKey = access.Has(AccessText.Request) ? XxHash3.HashToUInt64(access[AccessText.Request]) : 0;
        held.SidesKey = SidesKey(access);
        held.Fingerprint = access.Header.Fingerprint;
        if (_byFingerprint.TryGetValue(held.Fingerprint, out var same))
        {
            var source = access.String(AccessText.Source) ?? "";
            Duplicates[source] = Duplicates.GetValueOrDefault(source) + 1;
            OnAbsorbed?.Invoke(access.Header.Position, same.Access.Header.Position, true);
            _free.Push(held);
            return;
        }

        _byFingerprint[held.Fingerprint] = held;
        _held.Enqueue(held);
        if (held.RequestKey != 0 && !JoinTo(_byRequest, held.RequestKey, held, long.MaxValue)) _byRequest[held.RequestKey] = held;
        if (!held.Absorbed && held.SidesKey != 0 && !JoinTo(_bySides, held.SidesKey, held, SidesApart)) _bySides[held.SidesKey] = held;
    }

    /// <summary>Gives those whose window has passed at an instant, though nothing more came.</summary>
    public void Advance(long to, Action<Access> emit) => Emit(to - window, emit);

    /// <summary>Gives what is still held.</summary>
    public void Complete(Action<Access> emit) => Emit(long.MaxValue, emit);

    private bool JoinTo(Dictionary<ulong, Held> index, ulong key, Held held, long apart)
    {
        if (!index.TryGetValue(key, out var first) || first == held || first.Absorbed) return false;
        if (held.Access.Header.Time - first.Access.Header.Time > apart || !AreTwins(first.Access, held.Access, index == _bySides)) return false;
        // The richer record stands for the exchange, whichever came first.
        var (stays, goes) = Richness(held.Access) > Richness(first.Access) ? (held, first) : (first, held);
        Merge(stays.Access, goes.Access);
        goes.Absorbed = true;
        index[key] = stays;
        Joined++;
        OnAbsorbed?.Invoke(goes.Access.Header.Position, stays.Access.Header.Position, false);
        return true;
    }

    // Two records of one request id that are both searches or reads by the same source are two steps, not twins.
    private static bool AreTwins(Access a, Access b, bool sides)
    {
        var sameSource = a[AccessText.Source].SequenceEqual(b[AccessText.Source]);
        return sides ? !sameSource && a.Is(AccessFlags.ClientSide) != b.Is(AccessFlags.ClientSide) : !sameSource;
    }

    private static int Richness(Access access) =>
        (access.Has(AccessText.Patients) ? 8 : 0) + (access.Has(AccessText.UserId) ? 4 : 0) + (access.Header.Kind is EventKind.Page or EventKind.Unknown ? 0 : 2)
        + (access.Header.Format == RecordFormat.WebLog ? 0 : 4) + (access.Has(AccessText.Query) ? 1 : 0);

    private static void Merge(Access into, Access from)
    {
        // The web server saw the client; a portal only saw its proxy. Its address is worth more than the portal's own.
        if (from.Header.Format == RecordFormat.WebLog && from.Has(AccessText.Address) && into.Header.Format != RecordFormat.WebLog)
            into.Set(AccessText.Address, ReadOnlySpan<byte>.Empty);
        for (var text = AccessText.IdentityProvider; text <= AccessText.Patients; text++) into.Fill(text, from);
        ref var header = ref into.Header;
        if (header.ResponseBytes < 0) header.ResponseBytes = from.Header.ResponseBytes;
        if (header.ResultCount < 0) header.ResultCount = from.Header.ResultCount;
        if (header.PageSize == 0) header.PageSize = from.Header.PageSize;
        if (header.Status == 0) header.Status = from.Header.Status;
        if (header.Categories == 0) header.Categories = from.Header.Categories;
        if (into.Has(AccessText.Patients)) header.Flags &= ~AccessFlags.ResultsUnnamed;
        header.Twin = from.Header.Position;
        header.Flags |= AccessFlags.Joined;
    }

    // What the two sides of an exchange share: the patient or the query asked, within a few seconds.
    private static ulong SidesKey(Access access)
    {
        if (access.Header.Format is not (RecordFormat.Dicom or RecordFormat.FhirR4 or RecordFormat.FhirR5 or RecordFormat.FhirDstu2)) return 0;
        if (!access.Has(AccessText.Query)) return 0;
        return XxHash3.HashToUInt64(access[AccessText.Query], (long)access.Header.Kind + 1)
            ^ XxHash3.HashToUInt64(access[AccessText.Person], 7) ^ XxHash3.HashToUInt64(access[AccessText.UserId], 11);
    }

    private void Emit(long before, Action<Access> emit)
    {
        while (_held.TryPeek(out var held) && held.Access.Header.Time < before)
        {
            _held.Dequeue();
            Forget(_byFingerprint, held.Fingerprint, held);
            Forget(_byRequest, held.RequestKey, held);
            Forget(_bySides, held.SidesKey, held);
            if (!held.Absorbed) emit(held.Access);
            _free.Push(held);
        }
    }

    private static void Forget(Dictionary<ulong, Held> index, ulong key, Held held)
    {
        if (index.TryGetValue(key, out var known) && known == held) index.Remove(key);
    }

    private sealed class Held
    {
        public Access Access { get; } = new();

        public bool Absorbed { get; set; }

        public ulong Fingerprint { get; set; }

        public ulong RequestKey { get; set; }

        public ulong SidesKey { get; set; }
    }
}
