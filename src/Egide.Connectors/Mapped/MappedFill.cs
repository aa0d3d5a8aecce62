using System.Globalization;
using System.Text;
using Egide.Connectors.Files;
using Egide.Observe;

namespace Egide.Connectors.Mapped;

/// <summary>Makes an audit event of the fields that a mapping found.</summary>
internal static class MappedFill
{
    private static readonly string[] FrenchTimes = ["dd/MM/yyyy HH:mm:ss", "dd/MM/yyyy HH:mm", "dd/MM/yyyy HH:mm:ss.FFF", "dd-MM-yyyy HH:mm:ss"];

    /// <param name="fields">A value a field, in the order of <see cref="MappedField"/>; null or empty where unknown.</param>
    /// <param name="mapping">The mapping they were found by.</param>
    /// <param name="into">The event.</param>
    public static Decoding Fill(ReadOnlySpan<string?> fields, Mapping mapping, AuditEvent into)
    {
        into.Format = RecordFormat.Mapped;
        if (!TryTime(fields[(int)MappedField.Occurred], mapping, into)) return Decoding.Broken(UnreadCode.BadTime, "the time is not in the mapping's format");
        into.Id = Get(fields, MappedField.Id);
        into.SourceId = mapping.Source;
        into.SourceSite = Get(fields, MappedField.Site);
        into.IdentityProvider = mapping.Idp;
        into.Address = Get(fields, MappedField.Address);
        into.SessionId = Get(fields, MappedField.Session);
        into.UserAgent = Get(fields, MappedField.UserAgent);
        into.RequestId = Get(fields, MappedField.RequestId);
        into.Url = Get(fields, MappedField.Url);
        into.Method = Get(fields, MappedField.Method);
        into.Outcome = Get(fields, MappedField.Outcome) is { } outcome ? mapping.Translate(MappedField.Outcome, outcome) : null;
        into.Status = (int)(Number(fields, MappedField.Status) ?? 0);
        into.ResponseBytes = Number(fields, MappedField.Bytes) ?? -1;
        into.ResultCount = (int)Math.Min(Number(fields, MappedField.Count) ?? -1, int.MaxValue);
        if (Get(fields, MappedField.Action) is { } action)
        {
            into.Code = action;
            (into.Kind, into.Action) = MappedActions.Of(mapping.Translate(MappedField.Action, action));
        }

        AddAgent(fields, into);
        AddEntities(fields, mapping, into);
        return Decoding.Event;
    }

    private static string? Get(ReadOnlySpan<string?> fields, MappedField field) => fields[(int)field] is { Length: > 0 } value ? value : null;

    private static long? Number(ReadOnlySpan<string?> fields, MappedField field) =>
        long.TryParse(fields[(int)field], NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= 0 ? value : null;

    private static void AddAgent(ReadOnlySpan<string?> fields, AuditEvent into)
    {
        var account = Get(fields, MappedField.Account);
        var rpps = Get(fields, MappedField.Rpps);
        var name = Get(fields, MappedField.Name);
        if (account is null && rpps is null && name is null) return;
        var agent = into.AddAgent();
        agent.Requestor = true;
        agent.AltId = agent.UserId = account;
        agent.Name = name ?? account;
        if (rpps is not null) (agent.System, agent.Identifier) = ("https://rpps.esante.gouv.fr", rpps);
        agent.NetworkAddress = into.Address;
        if (into.Address is not null) agent.NetworkType = System.Net.IPAddress.TryParse(into.Address, out _) ? "2" : "1";
    }

    private static void AddEntities(ReadOnlySpan<string?> fields, Mapping mapping, AuditEvent into)
    {
        Entity? shown = null;
        if (Get(fields, MappedField.Patient) is { } patient)
        {
            shown = into.AddEntity();
            (shown.Type, shown.Role) = ("1", "1");
            (shown.System, shown.Identifier) = (mapping.PatientSystem, patient);
        }

        if (Get(fields, MappedField.Query) is { } query)
        {
            var asked = into.AddEntity();
            (asked.Type, asked.Role, asked.Query) = ("2", "24", query);
            shown ??= asked;
        }

        if (Get(fields, MappedField.Category) is not { } category) return;
        if (shown is null)
        {
            shown = into.AddEntity();
            (shown.Type, shown.Role) = ("2", "4");
        }

        shown.Name = category;
        foreach (var code in mapping.Translate(MappedField.Category, category).Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            shown.Details.Add(new KeyValuePair<string, string>("category", code));
        }
    }

    private static bool TryTime(string? text, Mapping mapping, AuditEvent into)
    {
        if (text is null) return false;
        if (mapping.TimeFormat == "epoch")
        {
            into.Occurred = double.TryParse(text, CultureInfo.InvariantCulture, out var epoch) ? LogTime.Epoch(epoch) : null;
            return into.Occurred is not null;
        }

        DateTime local;
        if (mapping.TimeFormat is { } format)
        {
            if (format.Contains('z', StringComparison.Ordinal) || format.Contains('K', StringComparison.Ordinal))
            {
                if (!DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var zoned)) return false;
                into.Occurred = zoned;
                return true;
            }

            if (!DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out local)) return false;
        }
        else
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            if (LogTime.TryIso(utf8, out var time, out var missing, out _) || LogTime.TryClf(utf8, out time, out missing, out _))
            {
                into.Occurred = time;
                if (!missing) return true;
                local = time.DateTime;
            }
            else if (!DateTime.TryParseExact(text, FrenchTimes, CultureInfo.InvariantCulture, DateTimeStyles.None, out local))
            {
                return false;
            }
        }

        if (local.Year is < 2 or > 9998) return false;
        into.ZoneMissing = mapping.Zone is null;
        into.Occurred = new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), mapping.Zone?.GetUtcOffset(local) ?? TimeSpan.Zero);
        return true;
    }
}
