using Egide.Observe;
using Egide.Observe.Context;

namespace Egide.Scope;

/// <summary>Who saw one person's data, when, which, and why (the shape of EHDS, Regulation (EU) 2025/327, art. 9).</summary>
internal sealed class PersonReport(RegionContext context, Extent extent, Func<int, CaseName> account)
{
    private static readonly TimeSpan Around = TimeSpan.FromDays(7);

    /// <summary>The accesses to a person, in time order.</summary>
    /// <param name="identifier"><c>system|value</c>, or a value of an INS or of any system of the register.</param>
    /// <returns>Null when neither the register nor the trail knows such a person.</returns>
    public List<PersonAccess>? Of(string identifier)
    {
        var bar = identifier.IndexOf('|', StringComparison.Ordinal);
        var systems = bar > 0 ? [identifier[..bar]] : context.Identities.Systems.Prepend(PatientIdentifier.Ins).ToList();
        var value = identifier[(bar + 1)..];
        var keys = systems.Select(s => PatientKeys.Of(context, s, value)).Distinct().ToList();
        var accesses = keys.SelectMany(k => extent.OfPerson(k).Select(a => (Person: k, Access: a))).OrderBy(a => a.Access.At).ToList();
        if (accesses.Count == 0 && !keys.Any(k => PatientKeys.Cluster(k) is not null)) return null;
        return [.. accesses.Select(a => Told(a.Person, a.Access))];
    }

    private PersonAccess Told(long person, SeenAccess access)
    {
        var by = access.Account < 0 ? new CaseName("?", null) : account(access.Account);
        return new PersonAccess(Instant.ToDateTimeOffset(access.At), by.Key, by.Name, PersonAccess.CodesOf(access.Categories), access.Controller, Why(person, by, access), access.Named ? "named" : "replayed", access.Position);
    }

    private Text Why(long person, CaseName by, SeenAccess access)
    {
        if (access.Level >= 2) return new("Un tiers utilisait ce compte.", "Someone else was using this account.");
        var at = Instant.ToDateTimeOffset(access.At);
        var bar = by.Key.IndexOf('|', StringComparison.Ordinal);
        var practitioner = bar < 0 ? null : context.Account(by.Key[..bar], by.Key[(bar + 1)..], at)?.Practitioner;
        if (PatientKeys.Cluster(person) is { } cluster && practitioner is not null)
        {
            foreach (var span in context.CareOf(cluster))
            {
                if (span.From > at && span.From - at > Around || span.To < at && at - span.To > Around) continue;
                if (span.Practitioner == practitioner || context.AccountsOf(practitioner).Any(a => a.Organisation is not null && a.Organisation == span.Organisation && (span.Unit is null || a.Unit == span.Unit)))
                    return Kind(span.Kind);
            }
        }

        return new("Aucune relation de soins connue n’explique cet accès.", "No known care relationship explains this access.");
    }

    private static Text Kind(CareKind kind) => kind switch
    {
        CareKind.Encounter => new("Séjour ou passage.", "A stay or visit."),
        CareKind.Appointment => new("Rendez-vous.", "An appointment."),
        CareKind.Team => new("Équipe de soins.", "Care team."),
        CareKind.Referral => new("Adressage ou avis demandé.", "A referral."),
        CareKind.Consent => new("Consentement de la personne.", "The person's consent."),
        _ => new("Relation de soins connue.", "A known care relationship."),
    };
}
