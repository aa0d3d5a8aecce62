using System.Runtime.InteropServices;

namespace Egide.Detect.Models.CareRelation;

/// <summary>
/// Does the way a carer works explain that this carer sees this patient, when no declared relation does? For unit, ward,
/// service and system: naive Bayes, P(token | carer) backed off to role and to all, against P(token | random patient). For
/// the team: how easily a walk over shared patients leads from the carer to the patient, against an aimless one. A pair's own events
/// never explain it: they are taken out before it is judged. Feed it only with accesses that are themselves explained.
/// Not thread-safe.
/// </summary>
public sealed class AffinityModel
{
    private const double CarerPrior = 1;
    private const double RolePrior = 5;
    private const double Bound = 4;
    private const double TeamPrior = 0.3;
    private const int MostColleagues = 200;

    // Logistic weights in the order of CareFamily, fitted on MIMIC-III demo pairs against random ones and rounded.
    private static readonly double[] DefaultWeights = [0.75, 0.3, 0.15, 0.7, 0.5, 0.75];
    private readonly double[] _weights;
    private readonly Dictionary<int, HashSet<int>> _patientsOf = [];
    private readonly Dictionary<int, HashSet<int>> _carersOf = [];
    private readonly Dictionary<(int Carer, int Patient), CareToken[]> _tokensOf = [];
    private readonly Dictionary<(int Owner, CareToken Token), int> _counts = [];
    private readonly Dictionary<CareToken, int> _population = [];
    private readonly HashSet<(int Patient, CareToken Token)> _ofPatients = [];

    /// <summary>Makes an empty model, with <paramref name="weights"/> in the order of <see cref="CareFamily"/> if given.</summary>
    public AffinityModel(ReadOnlySpan<double> weights = default)
    {
        if (weights.Length is not 0 and not AffinityEvidence.Length) throw new ArgumentException("One weight a family is needed.", nameof(weights));
        _weights = weights.IsEmpty ? DefaultWeights : weights.ToArray();
    }

    /// <summary>
    /// Judges an access by what is known but for this carer's own accesses to this patient. Changes nothing.
    /// </summary>
    /// <param name="carer">The account or person.</param>
    /// <param name="role">Profession or role, from 0; −1 when unknown.</param>
    /// <param name="patient">The patient.</param>
    /// <param name="tokens">What is known of the patient's care; any number a family, and the best one counts.</param>
    public AffinityScore Score(int carer, int role, int patient, ReadOnlySpan<CareToken> tokens) =>
        Score(carer, role, patient, tokens, leftOut: patient);

    /// <summary>As the public one, leaving out the carer's pair with <paramref name="leftOut"/> instead of the judged one.</summary>
    internal AffinityScore Score(int carer, int role, int patient, ReadOnlySpan<CareToken> tokens, int leftOut)
    {
        var own = _patientsOf.GetValueOrDefault(carer);
        var taken = _tokensOf.GetValueOrDefault((carer, leftOut));
        var known = (own?.Count ?? 0) - (taken is null ? 0 : 1);
        var pairs = _tokensOf.Count - (taken is null ? 0 : 1);
        var evidence = new AffinityEvidence();
        Span<double> best = stackalloc double[AffinityEvidence.Length];
        best.Clear();
        foreach (var token in tokens)
        {
            var ratio = TokenRatio(carer, role, token, known, taken);
            best[(int)token.Family] = Math.Max(best[(int)token.Family], ratio);
        }
        for (var f = 0; f < AffinityEvidence.Length; f++)
        {
            if (best[f] > 0) evidence[f] = Math.Clamp(Math.Log(best[f]), -Bound, Bound);
        }
        var carers = _carersOf.GetValueOrDefault(patient);
        var others = (carers?.Count ?? 0) - (carers is not null && carers.Contains(carer) ? 1 : 0);
        if (own is not null && known > 0 && others > 0) evidence[(int)CareFamily.Team] = TeamRatio(carer, patient, own, carers!, known, (double)others / pairs, leftOut);
        if (_carersOf.Count > 0) evidence[(int)CareFamily.Demand] = Math.Clamp(Math.Log((others + 1.0) / ((double)pairs / _carersOf.Count + 1)), -Bound, Bound);
        var explained = 0.0;
        for (var f = 0; f < AffinityEvidence.Length; f++) explained += _weights[f] * evidence[f];
        return new AffinityScore(evidence, -explained, known);
    }

    /// <summary>
    /// Learns that this carer sees this patient in the way of work; a pair counts once. The tokens are those of the care
    /// during which it happened (the stay's unit and ward, not every unit the patient ever was in).
    /// </summary>
    public void Learn(int carer, int role, int patient, ReadOnlySpan<CareToken> tokens)
    {
        if (!Set(_patientsOf, carer).Add(patient)) return;
        Set(_carersOf, patient).Add(carer);
        var kept = tokens.ToArray();
        _tokensOf[(carer, patient)] = kept;
        foreach (var token in kept)
        {
            if (_ofPatients.Add((patient, token))) CollectionsMarshal.GetValueRefOrAddDefault(_population, token, out _)++;
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, (OfCarer(carer), token), out _)++;
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, (OfRole(role), token), out _)++;
        }
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, (OfRole(role), Whole), out _)++;
    }

    /// <summary>P(a patient of this carer has the token) / P(any patient has it).</summary>
    private double TokenRatio(int carer, int role, CareToken token, int known, CareToken[]? taken)
    {
        var less = taken is not null && Array.IndexOf(taken, token) >= 0 ? 1 : 0;
        var all = (_population.GetValueOrDefault(token) + 0.5) / (_carersOf.Count + 1.0);
        var roleTotal = _counts.GetValueOrDefault((OfRole(role), Whole)) - (taken is null ? 0 : 1);
        var roleShare = (_counts.GetValueOrDefault((OfRole(role), token)) - less + RolePrior * all) / (roleTotal + RolePrior);
        var share = (_counts.GetValueOrDefault((OfCarer(carer), token)) - less + CarerPrior * roleShare) / (known + CarerPrior);
        return share / all;
    }

    /// <summary>
    /// A walk carer → own patient → colleague → patient, a step chosen evenly each time, ends at this patient with some
    /// probability; ln of it over the patient's share of all pairs, where aimless walks end. It needs only the patient's
    /// own carers, so its cost does not grow with the hospital.
    /// </summary>
    private double TeamRatio(int carer, int patient, HashSet<int> own, HashSet<int> carers, int known, double aimless, int leftOut)
    {
        var walk = 0.0;
        var colleagues = 0;
        foreach (var colleague in carers)
        {
            if (colleague == carer) continue;
            if (colleagues++ == MostColleagues) break;
            var theirs = _patientsOf[colleague];
            foreach (var other in theirs.Count < own.Count ? theirs : own)
            {
                if (other == patient || other == leftOut || !own.Contains(other) || !theirs.Contains(other)) continue;
                walk += 1.0 / known / Math.Max(1, _carersOf[other].Count - 1) / theirs.Count;
            }
        }
        return Math.Clamp(Math.Log((walk + TeamPrior * aimless) / ((1 + TeamPrior) * aimless)), -Bound, Bound);
    }

    private static readonly CareToken Whole = new((CareFamily)(-1), 0);

    private static int OfCarer(int carer) => carer;

    private static int OfRole(int role) => -2 - role;

    private static HashSet<int> Set(Dictionary<int, HashSet<int>> sets, int key)
    {
        ref var set = ref CollectionsMarshal.GetValueRefOrAddDefault(sets, key, out _);
        return set ??= [];
    }
}
