namespace Egide.Observe;

/// <summary>What an event records, from the codes its standard gives it.</summary>
internal static class KindOf
{
    public static EventKind Event(AuditEvent audit)
    {
        if (audit.Kind != EventKind.Unknown) return audit.Kind;
        foreach (var subtype in audit.Subtypes)
        {
            var kind = Subtype(subtype, audit.Action);
            if (kind != EventKind.Unknown) return kind;
        }

        return Code(audit.Code, audit.Action);
    }

    /// <summary>Whether the record was written by the side that asked.</summary>
    public static bool ClientSide(AuditEvent audit)
    {
        // In an import, the importer is the client; in a query both are told by who recorded it.
        foreach (var agent in audit.Agents)
        {
            if (!(agent.Roles.Contains("110153") || agent.Type == "110153")) continue;
            return audit.SourceId is { } source && (agent.UserId == source || agent.Identifier == source || agent.Display == source || agent.Reference == source || agent.AltId == source);
        }

        return false;
    }

    private static EventKind Subtype(string code, char action) => code switch
    {
        "search" or "search-type" or "search-system" or "history" or "history-type" or "$match" => EventKind.Search,
        "read" or "vread" or "history-instance" => EventKind.Read,
        "create" or "batch" or "transaction" => EventKind.Create,
        "update" or "patch" => EventKind.Update,
        "delete" => EventKind.Delete,
        "110122" or "login" or "Login" => EventKind.SignIn,
        "110123" or "logout" or "Logout" => EventKind.SignOut,
        "ITI-18" or "ITI-21" or "ITI-22" or "ITI-38" or "ITI-47" or "ITI-55" or "ITI-66" or "ITI-67" or "ITI-78" or "ITI-119"
            or "ITI-9" or "ITI-45" or "ITI-83" or "PCC-44" => EventKind.Search,
        "ITI-39" or "ITI-43" or "ITI-68" => EventKind.Read,
        "ITI-41" or "ITI-42" or "ITI-65" => EventKind.Create,
        "ITI-8" or "ITI-10" or "ITI-30" or "ITI-44" or "ITI-46" or "ITI-64" or "ITI-93" or "ITI-104" => action == 'D' ? EventKind.Delete : EventKind.Update,
        _ => EventKind.Unknown,
    };

    private static EventKind Code(string? code, char action) => code switch
    {
        "110100" => EventKind.System,
        "110101" => EventKind.AuditLogUsed,
        "110112" => EventKind.Search,
        "110106" => EventKind.Export,
        "110107" => EventKind.Read,
        "110114" => EventKind.SignIn,
        "110113" or "110136" or "110137" => EventKind.Admin,
        _ => action switch
        {
            'R' => EventKind.Read,
            'C' => EventKind.Create,
            'U' => EventKind.Update,
            'D' => EventKind.Delete,
            _ => EventKind.Unknown,
        },
    };
}
