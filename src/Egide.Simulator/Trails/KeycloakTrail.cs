namespace Egide.Simulator;

/// <summary>User events of the regional realm in their REST form.</summary>
internal static class KeycloakTrail
{
    public static void Write(Lines o, in Act act)
    {
        var s = act.Session;
        var a = s.Account;
        var error = act.Kind == RecordKind.KeycloakError;
        var unknown = error && act.Extra == 1;
        o.Raw("{\"id\":\""u8).Uuid(act.Id).Raw("\",\"time\":"u8).Number(act.Ms).Raw(",\"type\":\""u8).Raw(Type(act.Kind)).Raw("\",\"realmId\":\"region\",\"clientId\":\""u8)
            .Text(Catalogue.Portals[s.House.Territory]).Raw("\""u8);
        if (!unknown)
            o.Raw(",\"userId\":\""u8).Text(a.Id).Raw("\""u8);
        if (act.Kind is not (RecordKind.KeycloakError or RecordKind.KeycloakPassword))
            o.Raw(",\"sessionId\":\""u8).Uuid(s.Key).Raw("\""u8);
        o.Raw(",\"ipAddress\":\""u8).Text(s.Address).Raw("\""u8);
        if (error)
            o.Raw(unknown ? ",\"error\":\"user_not_found\""u8 : ",\"error\":\"invalid_user_credentials\""u8);
        o.Raw(",\"details\":{"u8);
        if (act.Kind is RecordKind.KeycloakRefresh or RecordKind.KeycloakCode)
            o.Raw("\"token_id\":\""u8).Uuid(Rng.Mix(act.Id)).Raw("\",\"grant_type\":\""u8).Raw(act.Kind == RecordKind.KeycloakCode ? "authorization_code"u8 : "refresh_token"u8)
                .Raw("\",\"client_auth_method\":\"client-secret\",\"scope\":\"openid profile\""u8);
        else
        {
            o.Raw("\"auth_method\":\"openid-connect\",\"redirect_uri\":\"https://"u8).Text(Catalogue.Portals[s.House.Territory]).Raw(".sante-regions.example/oauth2/callback\",\"code_id\":\""u8).Uuid(s.Key)
                .Raw("\",\"username\":\""u8).Text(a.Username).Raw(unknown ? "1\""u8 : "\""u8);
            if (a.Brokered && !error)
                o.Raw(",\"identity_provider\":\"pro-sante-connect\",\"identity_provider_identity\":\""u8).Text(s.Owner.Idnps).Raw("\""u8);
        }
        o.Raw("}}"u8);
    }

    private static ReadOnlySpan<byte> Type(RecordKind kind) => kind switch
    {
        RecordKind.KeycloakLogin => "LOGIN"u8,
        RecordKind.KeycloakCode => "CODE_TO_TOKEN"u8,
        RecordKind.KeycloakRefresh => "REFRESH_TOKEN"u8,
        RecordKind.KeycloakLogout => "LOGOUT"u8,
        RecordKind.KeycloakPassword => "UPDATE_PASSWORD"u8,
        _ => "LOGIN_ERROR"u8,
    };
}
