namespace Egide.Web.Pages;

/// <summary>What ways in count, as people say it; metrics keep the key.</summary>
internal static class CountNames
{
    private static readonly Dictionary<string, Text> Names = new(StringComparer.Ordinal)
    {
        ["authentication_failed"] = new("non authentifiés", "not authenticated"),
        ["certificate_refused"] = new("certificats refusés", "certificates refused"),
        ["closed"] = new("fermées", "closed"),
        ["connections"] = new("connexions", "connections"),
        ["connections_refused"] = new("connexions refusées", "connections refused"),
        ["dropped"] = new("abandonnés", "dropped"),
        ["empty"] = new("vides", "empty"),
        ["handshake_failed"] = new("négociations TLS échouées", "TLS handshakes failed"),
        ["handshake_timed_out"] = new("négociations TLS trop longues", "TLS handshakes timed out"),
        ["idle_closed"] = new("fermées, inactives", "closed, idle"),
        ["lost"] = new("perdus", "lost"),
        ["not_stored"] = new("non gardés, à renvoyer", "not stored, to be sent again"),
        ["not_understood"] = new("non compris", "not understood"),
        ["oversize"] = new("trop grands", "oversize"),
        ["polls"] = new("interrogations", "polls"),
        ["records"] = new("enregistrements", "records"),
        ["refused"] = new("refusés", "refused"),
        ["repeated"] = new("déjà reçus", "repeated"),
        ["requests"] = new("requêtes", "requests"),
        ["reset"] = new("connexions coupées", "connections reset"),
        ["rotations"] = new("rotations", "rotations"),
        ["unreachable"] = new("sans réponse", "unreachable"),
        ["unreadable"] = new("illisibles", "unreadable"),
    };

    /// <summary>The name of what is counted under a key; the key where it has none.</summary>
    public static Text Of(string key) => Names.TryGetValue(key, out var name) ? name : new(key, key);
}
