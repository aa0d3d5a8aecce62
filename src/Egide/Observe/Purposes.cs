namespace Egide.Observe;

/// <summary>Why an access was made, when the record says.</summary>
internal static class Purposes
{
    /// <summary>Break-glass and emergency purposes (HL7 v3 PurposeOfUse: BTG, ETREAT; Swiss EPR: EMER).</summary>
    public static bool BreakGlass(AuditEvent audit)
    {
        if (Any(audit.Purposes)) return true;
        foreach (var agent in audit.Agents)
            if (Any(agent.Purposes)) return true;
        return false;
    }

    private static bool Any(List<string> purposes)
    {
        foreach (var purpose in purposes)
            if (purpose is "BTG" or "ETREAT" or "EMER") return true;
        return false;
    }
}
