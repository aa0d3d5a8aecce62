using Egide.Observe;

namespace Egide.Connectors.Keycloak;

/// <summary>What Keycloak's event types are (org.keycloak.events.EventType, releases 4 to 26).</summary>
internal static class KeycloakKinds
{
    public static EventKind OfUserEvent(string type, string? credential) => type switch
    {
        "LOGIN" or "CLIENT_LOGIN" or "IDENTITY_PROVIDER_LOGIN" or "IMPERSONATE" => EventKind.SignIn,
        "LOGIN_ERROR" or "CLIENT_LOGIN_ERROR" or "IDENTITY_PROVIDER_LOGIN_ERROR" or "IMPERSONATE_ERROR" => EventKind.SignInFailed,
        "LOGOUT" or "LOGOUT_ERROR" => EventKind.SignOut,
        "USER_DISABLED_BY_PERMANENT_LOCKOUT" or "USER_DISABLED_BY_TEMPORARY_LOCKOUT" => EventKind.Lockout,
        _ => OfFamily(type.EndsWith("_ERROR", StringComparison.Ordinal) ? type[..^6] : type, credential),
    };

    public static EventKind OfAdminEvent(string? resourcePath) =>
        resourcePath?.EndsWith("/reset-password", StringComparison.Ordinal) == true ? EventKind.PasswordChange
        : resourcePath?.Contains("/credentials/", StringComparison.Ordinal) == true ? EventKind.MfaChange
        : EventKind.Admin;

    private static EventKind OfFamily(string type, string? credential) => type switch
    {
        "CODE_TO_TOKEN" or "REFRESH_TOKEN" or "TOKEN_EXCHANGE" or "INTROSPECT_TOKEN" or "VALIDATE_ACCESS_TOKEN"
            or "USER_INFO_REQUEST" or "OAUTH2_DEVICE_CODE_TO_TOKEN" or "PERMISSION_TOKEN" => EventKind.TokenRefresh,
        "UPDATE_PASSWORD" or "RESET_PASSWORD" or "SEND_RESET_PASSWORD" => EventKind.PasswordChange,
        "UPDATE_CREDENTIAL" or "REMOVE_CREDENTIAL" => credential is "password" ? EventKind.PasswordChange : EventKind.MfaChange,
        "UPDATE_TOTP" or "REMOVE_TOTP" => EventKind.MfaChange,
        "REGISTER" or "UPDATE_PROFILE" or "UPDATE_EMAIL" or "VERIFY_EMAIL" or "DELETE_ACCOUNT" or "GRANT_CONSENT"
            or "REVOKE_GRANT" or "FEDERATED_IDENTITY_LINK" or "REMOVE_FEDERATED_IDENTITY" => EventKind.Admin,
        _ => EventKind.Unknown,
    };
}
