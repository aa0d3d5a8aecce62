namespace Egide.Web.Retention;

/// <summary>How long a station keeps what, by purpose.</summary>
public sealed record RetentionPolicy
{
    /// <summary>The raw records: for finding usurped accounts and drawing up what they saw.</summary>
    public required Purpose Trail { get; init; }

    /// <summary>The person's log: who saw her data, when, which.</summary>
    public required Purpose PersonsLog { get; init; }

    /// <summary>What people did in the console: views with their reasons, sign-ins.</summary>
    public required Purpose Doings { get; init; }

    /// <summary>What is held around an incident's first and last session.</summary>
    public required Period HoldMargin { get; init; }

    /// <summary>Whether what is due is deleted without anybody's word.</summary>
    public bool Automatic { get; init; }

    /// <summary>What is shipped.</summary>
    public static RetentionPolicy Shipped { get; } = new()
    {
        Trail = new(new Period(12, PeriodUnit.Month), new(
            "CNIL, délibération 2021-122 : les journaux se gardent de 6 mois à 1 an en règle générale. Douze mois, pour qu’une intrusion découverte tard se lise encore.",
            "CNIL, deliberation 2021-122: logs are kept for 6 months to 1 year as a rule. Twelve months, so that an intrusion discovered late can still be read.")),
        PersonsLog = new(new Period(3, PeriodUnit.Year), new(
            "Règlement (UE) 2025/327 (EEDS), art. 9 : chacun peut savoir pendant trois ans au moins qui a vu ses données. Plus long que la trace : seuls qui, quand et quelles données sont gardés au-delà.",
            "Regulation (EU) 2025/327 (EHDS), art. 9: for three years at least everybody may know who saw her data. Longer than the trail: beyond it only who, when and which data is kept.")),
        Doings = new(new Period(3, PeriodUnit.Year), new(
            "Aussi longtemps que le journal des personnes : qui a consulté une réponse doit pouvoir être dit tant que la réponse peut l’être.",
            "As long as the person's log: who looked at an answer must be told for as long as the answer can be.")),
        HoldMargin = new(7, PeriodUnit.Day),
    };
}
