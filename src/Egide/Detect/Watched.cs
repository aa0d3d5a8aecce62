namespace Egide.Detect;

/// <summary>
/// What a watch had seen at one moment. It can be judged while the watch goes on: closed sessions no longer change, open ones are
/// copies, and texts keep their numbers.
/// </summary>
/// <param name="Sessions">Sessions, by number rising; without those let go.</param>
/// <param name="Accounts">Accounts by number.</param>
/// <param name="Pasts">What the sessions let go add up to, by account.</param>
/// <param name="Begun">Sessions that ever began.</param>
/// <param name="Around">Addresses and browsers by number.</param>
/// <param name="Unplaced">Web servers' lines that belong to no session, by address and browser: numbers below -1 in the trail's <c>session</c> column.</param>
internal sealed record Watched(IReadOnlyList<SessionRecord> Sessions, IReadOnlyList<AccountState> Accounts, IReadOnlyList<Past> Pasts, int Begun, Surroundings Around, IReadOnlyDictionary<(int Address, int Agent), int> Unplaced)
{
    /// <summary>The session of a number, which was not let go.</summary>
    public SessionRecord SessionOf(int key) => Sessions[PlaceOf(Sessions, key)];

    /// <summary>Where a session stands among some, by number rising.</summary>
    public static int PlaceOf(IReadOnlyList<SessionRecord> sessions, int key)
    {
        var (low, high) = (0, sessions.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sessions[middle].Key < key) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
