using Egide.Observe;
using Egide.Observe.Context;

namespace Egide.Detect;

/// <summary>
/// Whether a care relationship explains that an account sees a patient: a stay, appointment, team, referral or
/// consultation of the professional, or of a unit she works in; break-glass; or a past access that was itself explained.
/// </summary>
internal sealed class Explainer(RegionContext context)
{
    private static readonly TimeSpan Before = TimeSpan.FromDays(7);
    private static readonly TimeSpan After = TimeSpan.FromDays(30);

    // A unit's secretaries and nurses prepare and close a consultation; its other patients are not theirs for weeks.
    private static readonly TimeSpan Around = TimeSpan.FromDays(3);

    /// <summary>False when there is nothing to explain with: then no access is foreign.</summary>
    public bool HasRelationships => context.CareRelationships > 0;

    public bool Explains(AccountState account, long patient, Access access)
    {
        if (!HasRelationships || access.Is(AccessFlags.BreakGlass) || account.Explained.Contains(patient)) return true;
        if (PatientKeys.Cluster(patient) is not { } cluster || !Related(account, cluster, access.At)) return false;
        account.Explained.Add(patient);
        return true;
    }

    private bool Related(AccountState account, long cluster, DateTimeOffset at)
    {
        foreach (var span in context.CareOf(cluster))
        {
            if (span.From != DateTimeOffset.MinValue && span.From - Before > at) continue;
            if (span.To < DateTimeOffset.MaxValue - After && span.To + After < at) continue;
            if (span.Practitioner is not null && span.Practitioner == account.Practitioner) return true;
            // An appointment or a referral is with one professional, and her unit's for some days; a stay is cared for by the whole unit.
            if (span.Practitioner is not null && span.Kind is CareKind.Appointment or CareKind.Referral
                && (span.From - Around > at || span.To < DateTimeOffset.MaxValue - Around && span.To + Around < at)) continue;

            foreach (var (organisation, unit) in account.Posts)
            {
                if (organisation == span.Organisation && (span.Unit is null || unit is null || unit == span.Unit)) return true;
            }
        }

        return false;
    }
}
