namespace Egide.Simulator;

/// <summary>Records that systems write.</summary>
internal enum RecordKind : byte
{
    Fhir, Nginx, NginxStatic,
    KeycloakLogin, KeycloakCode, KeycloakRefresh, KeycloakLogout, KeycloakError, KeycloakPassword,
    WindowsLogon, WindowsFailure, WindowsLogoff, WindowsLockout,
    LemonGranted, LemonBad, LemonLogout,
    DicomLogin, DicomLogout, DicomQuery, DicomQueryTwin, DicomRead, DicomStored, DicomStoredTwin, DicomRetrieve, DicomRetrieveTwin,
    Web, Csv,
}
