namespace Egide.Web.Pages;

/// <summary>What ways in count, as people say it; metrics keep the key.</summary>
internal static class CountNames
{
    private static readonly Dictionary<string, Text> Names = new(StringComparer.Ordinal)
    {
        ["accept_failed"] = new("connexions impossibles à prendre", "connections not taken"),
        ["authentication_failed"] = new("non authentifiés", "not authenticated"),
        ["certificate_refused"] = new("certificats refusés", "certificates refused"),
        ["closed"] = new("fermées", "closed"),
        ["connections"] = new("connexions", "connections"),
        ["connections_refused"] = new("connexions refusées", "connections refused"),
        ["dropped"] = new("abandonnés", "dropped"),
        ["empty"] = new("vides", "empty"),
        ["ended"] = new("arrêts", "ended"),
        ["faulted"] = new("abandonnées sur une faute", "given up for a fault"),
        ["garbage"] = new("sans texte", "no text"),
        ["handshake_failed"] = new("négociations TLS échouées", "TLS handshakes failed"),
        ["handshake_timed_out"] = new("négociations TLS trop longues", "TLS handshakes timed out"),
        ["idle_closed"] = new("fermées, inactives", "closed, idle"),
        ["invalid_audience"] = new("destinés à d'autres", "meant for others"),
        ["invalid_issuer"] = new("d'un autre émetteur", "of another issuer"),
        ["invalid_key"] = new("mal signés", "badly signed"),
        ["invalid_request"] = new("malformés", "malformed"),
        ["keys_unreachable"] = new("clés sans réponse", "keys unreachable"),
        ["lost"] = new("perdus", "lost"),
        ["miscounted"] = new("de longueur fausse", "of a wrong length"),
        ["not_readable"] = new("lecture interdite", "not readable"),
        ["not_recorded"] = new("non enregistrés à la source", "not recorded at the source"),
        ["not_stored"] = new("non gardés, à renvoyer", "not stored, to be sent again"),
        ["not_understood"] = new("non compris", "not understood"),
        ["oversize"] = new("trop grands", "oversize"),
        ["polls"] = new("interrogations", "polls"),
        ["receive_failed"] = new("réceptions échouées", "receptions failed"),
        ["records"] = new("enregistrements", "records"),
        ["refused"] = new("refusés", "refused"),
        ["repeated"] = new("déjà reçus", "repeated"),
        ["requests"] = new("requêtes", "requests"),
        ["reset"] = new("connexions coupées", "connections reset"),
        ["rotations"] = new("rotations", "rotations"),
        ["server_errors"] = new("erreurs du serveur", "server errors"),
        ["truncated"] = new("coupés", "cut short"),
        ["unauthorised"] = new("non autorisés", "not authorised"),
        ["unreachable"] = new("sans réponse", "unreachable"),
        ["unreadable"] = new("illisibles", "unreadable"),
        ["unterminated"] = new("sans fin de ligne", "without a line's end"),
    };

    /// <summary>The name of what is counted under a key; the key where it has none.</summary>
    public static Text Of(string key) => Names.TryGetValue(key, out var name) ? name : new(key, key);
}
