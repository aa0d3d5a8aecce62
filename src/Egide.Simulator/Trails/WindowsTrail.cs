namespace Egide.Simulator;

/// <summary>Windows Security events as JSON lines, as collectors forward them.</summary>
internal sealed class WindowsTrail
{
    private readonly Dictionary<string, long> _records = new(StringComparer.Ordinal);

    public void Write(Lines o, in Act act)
    {
        var s = act.Session;
        var home = s.Owner.Home;
        var id = act.Kind switch { RecordKind.WindowsLogon => 4624, RecordKind.WindowsFailure => 4625, RecordKind.WindowsLogoff => 4634, _ => 4740 };
        var record = _records[home.Domain] = _records.GetValueOrDefault(home.Domain, 4_100_000L * (home.Index + 1)) + 1;
        o.Raw("{\"@timestamp\":\""u8).Utc(act.Ms).Raw("\",\"EventTime\":\""u8).Wall(act.Ms + ParisClock.OffsetHours(act.Ms) * ParisClock.Hour, false, (byte)' ')
            .Raw("\",\"EventID\":"u8).Number(id).Raw(",\"Channel\":\"Security\",\"Hostname\":\"DC01."u8).Text(home.Host).Raw("\",\"RecordNumber\":"u8).Number(record)
            .Raw(",\"TargetUserName\":\""u8).Text(s.Account.Username).Raw("\",\"TargetDomainName\":\""u8).Text(home.Domain).Raw("\",\"TargetUserSid\":\""u8);
        if (id == 4625)
            o.Raw("S-1-0-0\""u8);
        else
            o.Raw("S-1-5-21-1004336348-1177238915-"u8).Number(682_003_330 + home.Index).Raw("-"u8).Number(s.Account.Rid).Raw("\""u8);
        switch (id)
        {
            case 4624:
                o.Raw(",\"TargetLogonId\":\"0x"u8).Hex(s.LogonId, 8).Raw("\",\"SubjectUserSid\":\"S-1-0-0\",\"SubjectLogonId\":\"0x0\",\"LogonType\":\"3\",\"LogonProcessName\":\"Kerberos\",\"AuthenticationPackageName\":\"Kerberos\",\"WorkstationName\":\""u8)
                    .Text(s.Device.Workstation).Raw("\",\"IpAddress\":\"::ffff:"u8).Text(s.Address).Raw("\",\"IpPort\":\""u8).Number(49_152 + (long)(act.Id % 16_000))
                    .Raw("\",\"ElevatedToken\":\"%%1843\",\"LogonGuid\":\"{"u8).Uuid(act.Id).Raw("}\",\"KeyLength\":\"0\",\"ImpersonationLevel\":\"%%1833\"}\n"u8);
                break;
            case 4625:
                o.Raw(",\"SubjectUserSid\":\"S-1-0-0\",\"LogonType\":\"3\",\"LogonProcessName\":\"NtLmSsp\",\"AuthenticationPackageName\":\"NTLM\",\"WorkstationName\":\""u8).Text(s.Device.Workstation)
                    .Raw("\",\"IpAddress\":\"::ffff:"u8).Text(s.Address).Raw("\",\"IpPort\":\""u8).Number(49_152 + (long)(act.Id % 16_000))
                    .Raw(act.Extra == 1 ? "\",\"Status\":\"0xc000006e\",\"SubStatus\":\"0xc0000071\",\"FailureReason\":\"%%2309\""u8 : "\",\"Status\":\"0xc000006d\",\"SubStatus\":\"0xc000006a\",\"FailureReason\":\"%%2313\""u8)
                    .Raw(",\"KeyLength\":\"0\"}\n"u8);
                break;
            case 4634:
                o.Raw(",\"TargetLogonId\":\"0x"u8).Hex(s.LogonId, 8).Raw("\",\"LogonType\":\"3\"}\n"u8);
                break;
            default:
                o.Raw(",\"SubjectUserName\":\"DC01$\",\"SubjectDomainName\":\""u8).Text(home.Domain).Raw("\",\"SubjectUserSid\":\"S-1-5-18\",\"SubjectLogonId\":\"0x3e7\"}\n"u8);
                break;
        }
    }
}
