namespace Egide.Simulator;

/// <summary>The portal's web front: JSON access log with the client's address and the size of what was served.</summary>
internal static class NginxTrail
{
    public static void Write(Lines o, in Act act)
    {
        var s = act.Session;
        var r = act.Request;
        o.Raw("{\"time_iso8601\":\""u8).Paris(act.Ms).Raw("\",\"remote_addr\":\""u8).Text(s.Address).Raw("\",\"request_method\":\"GET\",\"request_uri\":\""u8).Text(r?.Url ?? act.Text!)
            .Raw("\",\"status\":"u8).Number(r is null ? act.Extra : 200).Raw(",\"body_bytes_sent\":"u8).Number(r?.Bytes ?? act.Patient)
            .Raw(",\"http_user_agent\":\""u8).Raw(s.Agent).Raw("\",\"request_id\":\""u8).Hex32(r?.Id ?? act.Id)
            .Raw("\",\"upstream_response_time\":\""u8).Digits((r?.Millis ?? 4) / 1000, 1).Raw("."u8).Digits((r?.Millis ?? 4) % 1000, 3)
            .Raw("\",\"host\":\""u8).Text(Catalogue.Portals[s.House.Territory]).Raw(".sante-regions.example\"}\n"u8);
    }
}
