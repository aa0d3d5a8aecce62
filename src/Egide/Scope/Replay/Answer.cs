namespace Egide.Scope.Replay;

/// <summary>What a captured query showed, as far as running it again can tell. Versions of the register, by their row.</summary>
internal sealed class Answer
{
    /// <summary>Shown for certain, under the profile's rules.</summary>
    public List<int> Sure { get; } = [];

    /// <summary>Where each of <see cref="Sure"/> stands in the list, at the earliest and at the latest, from 0.</summary>
    public List<(int First, int Last)> Places { get; } = [];

    /// <summary>Shown under some rule, or on another page than is known; those of <see cref="Sure"/> left out.</summary>
    public List<int> Possible { get; } = [];

    /// <summary>The most of <see cref="Possible"/> that were shown together.</summary>
    public int Most { get; set; }

    /// <summary>Persons that contradicting evidence allows beyond those found; -1 without bound.</summary>
    public long Beyond { get; set; }

    /// <summary>Records that answer the question, on whatever page; -1 when the register did not answer.</summary>
    public int Matches { get; set; } = -1;

    /// <summary>Why the register cannot answer; <see cref="Doubt.None"/> when it does.</summary>
    public Doubt Doubt { get; set; }
}
