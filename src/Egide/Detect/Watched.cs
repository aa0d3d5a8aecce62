namespace Egide.Detect;

/// <summary>
/// What a watch had seen at one moment. It can be judged while the watch goes on: closed sessions no longer change, open ones are
/// copies, and texts keep their numbers.
/// </summary>
/// <param name="Sessions">Sessions by number.</param>
/// <param name="Accounts">Accounts by number.</param>
/// <param name="Around">Addresses and browsers by number.</param>
/// <param name="Unplaced">Web servers' lines that belong to no session, by address and browser: numbers below -1 in the trail's <c>session</c> column.</param>
internal sealed record Watched(IReadOnlyList<SessionRecord> Sessions, IReadOnlyList<AccountState> Accounts, Surroundings Around, IReadOnlyDictionary<(int Address, int Agent), int> Unplaced);
