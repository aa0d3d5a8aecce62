using System.Text.Json;
using Egide.Report;

namespace Egide.Web.Retention;

/// <summary>The holds, from the journal's facts; four eyes to release one. Thread-safe.</summary>
internal sealed class Holds
{
    public const string Placed = "hold-placed", ReleaseAsked = "hold-release-asked", Released = "hold-released";

    private readonly Dictionary<string, Hold> _all = new(StringComparer.Ordinal);
    private readonly Lock _guard = new();

    /// <summary>How often holds were placed.</summary>
    public int Changes { get; private set; }

    /// <summary>Every hold there is or was, those in force first.</summary>
    public IReadOnlyList<Hold> All
    {
        get
        {
            lock (_guard) return [.. _all.Values.OrderByDescending(h => h.IsInForce).ThenByDescending(h => h.At)];
        }
    }

    public Hold? Of(string incident)
    {
        lock (_guard) return _all.GetValueOrDefault(incident);
    }

    /// <summary>Those in force, and as if they were: incidents that were told and never held, since nobody had the time to place one.</summary>
    public IReadOnlyList<Hold> InForce(Dossier dossier)
    {
        lock (_guard) return [.. _all.Values.Where(h => h.IsInForce), .. dossier.Incidents.Where(IsNew).Select(i => Over(i, null, "Égide", dossier.MadeAt, -1))];
    }

    /// <summary>Whether nothing holds an incident as it is now: it never was held, or grew since.</summary>
    public bool IsNew(IncidentDossier incident)
    {
        lock (_guard)
        {
            if (!_all.TryGetValue(incident.Id, out var hold)) return true;
            var now = Over(incident, null, "", default, -1);
            return now.From < hold.From || now.To > hold.To || now.Accounts.Except(hold.Accounts, StringComparer.Ordinal).Any();
        }
    }

    /// <summary>The request to release that a person may agree to; null when there is none, or it is her own.</summary>
    public Hold? Waiting(long request, string who)
    {
        lock (_guard) return _all.Values.FirstOrDefault(h => h.IsInForce && h.Asked is { } asked && asked.Id == request && asked.Who != who);
    }

    /// <summary>A hold over an incident as it is now: whole days, so that an incident that goes on is not stated anew with each session.</summary>
    public static Hold Over(IncidentDossier incident, string? reason, string by, DateTimeOffset at, long position) => new(
        incident.Id, [.. incident.Accounts.Select(a => $"{a.IdentityProvider}|{a.Id}").Order(StringComparer.Ordinal)], Day(incident.From), Day(incident.To).AddDays(1), reason, by, at, position);

    /// <summary>Takes a fact of the journal.</summary>
    public void Take(long position, JsonElement fact)
    {
        var at = fact.GetProperty("at").GetDateTimeOffset();
        var by = fact.GetProperty("by").GetString() ?? "?";
        lock (_guard)
        {
            switch (fact.GetProperty("step").GetString())
            {
                case Placed:
                    Changes++;
                    var incident = fact.GetProperty("what").GetString()!;
                    _all[incident] = new Hold(incident, [.. fact.GetProperty("accounts").EnumerateArray().Select(a => a.GetString()!)], fact.GetProperty("from").GetDateTimeOffset(), fact.GetProperty("to").GetDateTimeOffset(),
                        fact.TryGetProperty("reason", out var why) ? why.GetString() : null, by, at, position);
                    break;
                case ReleaseAsked when _all.TryGetValue(fact.GetProperty("what").GetString()!, out var hold):
                    _all[hold.Incident] = hold with { Asked = new ReleaseRequest(position, by, fact.GetProperty("who").GetString() ?? "?", fact.GetProperty("reason").GetString() ?? "", at) };
                    break;
                case Released when _all.Values.FirstOrDefault(h => h.Asked?.Id == fact.GetProperty("request").GetInt64()) is { } released:
                    _all[released.Incident] = released with { ReleasedBy = by };
                    break;
            }
        }
    }

    private static DateTimeOffset Day(DateTimeOffset at) => new(at.UtcDateTime.Date, TimeSpan.Zero);
}
