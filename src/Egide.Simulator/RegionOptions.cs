namespace Egide.Simulator;

/// <summary>What region to make. The same options always give the same bytes.</summary>
public sealed record RegionOptions
{
    /// <summary>Names accepted in <see cref="Attacks"/>; <c>none</c> adds nothing.</summary>
    public static IReadOnlyList<string> KnownAttacks { get; } =
        ["none", "grades-2025", "targeted", "session-theft", "slow-reader", "dormant"];

    /// <summary>Seed of every draw.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Days of life, from <see cref="Start"/>. Attacks need a baseline, so they come from the 12th day on (slow-reader, which needs three weeks, from the 8th).</summary>
    public int Days { get; init; } = 30;

    /// <summary>Professionals of the region; each has one to three accounts.</summary>
    public int Professionals { get; init; } = 2000;

    /// <summary>Patient identifiers of the region (persons are about 9 % fewer: duplicates, two establishments).</summary>
    public int Patients { get; init; } = 60_000;

    /// <summary>Attacks to play, any of <see cref="KnownAttacks"/>; several combine.</summary>
    public IReadOnlyList<string> Attacks { get; init; } = ["grades-2025"];

    /// <summary>Names accepted in <see cref="Hostile"/>.</summary>
    public static IReadOnlyList<string> KnownHostile => Hostility.Known;

    /// <summary>What is wrong with the evidence, any of <see cref="KnownHostile"/>; several combine. Empty for none.</summary>
    public IReadOnlyList<string> Hostile { get; init; } = [];

    /// <summary>First day, in Paris time.</summary>
    public DateOnly Start { get; init; } = new(2026, 9, 1);

    /// <summary>Multiplies the patients a professional sees in a day; 1 gives about 60 records a day and professional.</summary>
    public double Density { get; init; } = 1;

    /// <summary>Where to write; made when absent. It must be empty or hold an earlier region.</summary>
    public string Out { get; init; } = "region";

    /// <summary>Compress every trail and the larger context files, not only what a real rotation would; for samples kept in a repository.</summary>
    public bool CompressAll { get; init; }

    /// <summary>A small region of under 3 MB with <c>grades-2025</c>, for the repository.</summary>
    public static RegionOptions Sample { get; } = new()
    {
        Seed = 2025,
        Days = 18,
        Professionals = 120,
        Patients = 1500,
        Density = 0.26,
        CompressAll = true,
        Out = "samples/region",
    };

    internal bool Has(string attack) => Attacks.Contains(attack, StringComparer.Ordinal);

    internal bool Suffers(string condition) => Hostile.Contains(condition, StringComparer.Ordinal);

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Days, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Professionals, 60);
        ArgumentOutOfRangeException.ThrowIfLessThan(Patients, 500);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Density);
        ArgumentException.ThrowIfNullOrEmpty(Out);
        foreach (var attack in Attacks)
            if (!KnownAttacks.Contains(attack, StringComparer.Ordinal))
                throw new ArgumentException($"Unknown attack '{attack}'. Known: {string.Join(", ", KnownAttacks)}.");
        foreach (var condition in Hostile)
            if (!KnownHostile.Contains(condition, StringComparer.Ordinal))
                throw new ArgumentException($"Unknown hostile condition '{condition}'. Known: {string.Join(", ", KnownHostile)}.");
        if (Attacks.Any(a => a != "none") && Days < 14)
            throw new ArgumentException("Attacks start on the 12th day: ask for at least 14 days, or for the attack 'none'.");
    }
}
