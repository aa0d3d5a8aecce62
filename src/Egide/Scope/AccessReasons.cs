using Egide.Observe.Context;

namespace Egide.Scope;

/// <summary>Reasons in words.</summary>
internal static class AccessReasons
{
    public static AccessReason Of(CareKind kind) => kind switch
    {
        CareKind.Encounter => AccessReason.Encounter,
        CareKind.Appointment => AccessReason.Appointment,
        CareKind.Team => AccessReason.Team,
        CareKind.Referral => AccessReason.Referral,
        CareKind.Consent => AccessReason.Consent,
        _ => AccessReason.Care,
    };

    public static Text Said(this AccessReason reason) => reason switch
    {
        AccessReason.Intruder => new("Un tiers utilisait ce compte.", "Someone else was using this account."),
        AccessReason.ProbableIntruder => new("Un tiers utilisait probablement ce compte.", "Someone else was probably using this account."),
        AccessReason.PossibleIntruder => new("Un tiers utilisait peut-être ce compte ; aucune relation de soins connue n’explique cet accès.", "Someone else may have been using this account; no known care relationship explains this access."),
        AccessReason.Encounter => new("Séjour ou passage.", "A stay or visit."),
        AccessReason.Appointment => new("Rendez-vous.", "An appointment."),
        AccessReason.Team => new("Équipe de soins.", "Care team."),
        AccessReason.Referral => new("Adressage ou avis demandé.", "A referral."),
        AccessReason.Consent => new("Consentement de la personne.", "The person's consent."),
        AccessReason.Care => new("Relation de soins connue.", "A known care relationship."),
        AccessReason.Unattributed => new("La source ne dit pas qui a eu accès.", "The source does not say who had access."),
        _ => new("Aucune relation de soins connue n’explique cet accès.", "No known care relationship explains this access."),
    };
}
