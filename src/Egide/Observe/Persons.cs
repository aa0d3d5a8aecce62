namespace Egide.Observe;

/// <summary>Which participant is the person who asked.</summary>
internal static class Persons
{
    private static readonly HashSet<string> NoOne = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "-", "anonymous", "unknown", "null", "none", "n/a", "nobody", "inconnu", "anonyme",
        "http://www.w3.org/2005/08/addressing/anonymous",
    };

    /// <summary>The text, or null when it names no one.</summary>
    public static string? Known(string? text) => text is null || (MayBeNoOne(text) && NoOne.Contains(text)) ? null : text;

    // Most texts are longer than any of these words: not worth a look-up.
    private static bool MayBeNoOne(string text) => text.Length <= 9 || text[0] is 'h' or 'H';

    /// <summary>The requestor that is a person; else a participant of a record that marks no requestor; else null.</summary>
    public static Agent? Pick(AuditEvent audit)
    {
        Agent? unmarked = null;
        foreach (var agent in audit.Agents)
        {
            if (IsMachine(agent) || !IsNamed(agent)) continue;
            if (agent.Requestor == true) return agent;
            if (agent.Requestor is null) unmarked ??= agent;
        }

        return unmarked;
    }

    private static bool IsNamed(Agent agent) =>
        Known(agent.Identifier) is not null || Known(agent.UserId) is not null || Known(agent.Name) is not null
        || Known(agent.Reference) is not null || Known(agent.AltId) is not null || Known(agent.Display) is not null;

    // 110150 application, 110151 launcher, 110152 destination, 110153 source: an application when it is called by an
    // address or names no person; hospital systems also put the person's login there.
    private static bool IsMachine(Agent agent)
    {
        var id = agent.UserId ?? agent.Identifier ?? agent.Reference ?? agent.Display ?? "";
        if (id.Contains("://", StringComparison.Ordinal) || id.StartsWith('/') || id.StartsWith("Device/", StringComparison.Ordinal)) return true;
        if (agent.Type is "110150" or "110151" or "110152" or "110153") return true;
        foreach (var role in agent.Roles)
        {
            if (role is "110150" or "110151" or "110152") return true;
            if (role == "110153" && Known(agent.Name) is null) return true;
        }

        return false;
    }
}
