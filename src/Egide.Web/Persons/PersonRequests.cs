using Egide.Web.Live;
using Egide.Web.SignIn;

namespace Egide.Web.Persons;

/// <summary>Requests to see who saw a person, and who agreed: four eyes, each step stated in the journal before it counts. Thread-safe.</summary>
internal sealed class PersonRequests
{
    // What was agreed to is shown for as long as a working day, then must be asked again.
    private static readonly TimeSpan Good = TimeSpan.FromHours(10);
    private readonly Station _station;
    private readonly TimeProvider _clock;
    private readonly Dictionary<long, PersonRequest> _all = [];
    private readonly Lock _guard = new();

    /// <summary>Takes up those that the journal holds.</summary>
    public PersonRequests(Station station, TimeProvider clock)
    {
        (_station, _clock) = (station, clock);
        foreach (var told in station.Doings.Last.Reverse().Where(d => d.Kind == Facts.View))
        {
            if (told is { Step: "asked", Subject: { } identifier }) _all[told.Position] = new PersonRequest(told.Position, told.By, told.Who, identifier, told.Reason ?? "", told.At, null);
            else if (told is { Step: "agreed", Request: { } id } && _all.TryGetValue(id, out var asked)) _all[id] = asked with { AgreedBy = told.By };
        }
    }

    /// <summary>Those of the day, the newest first.</summary>
    public IReadOnlyList<PersonRequest> All
    {
        get
        {
            lock (_guard) return [.. _all.Values.Where(r => _clock.GetUtcNow() - r.At < Good).OrderByDescending(r => r.At)];
        }
    }

    public async Task<PersonRequest> Ask(Person by, string identifier, string reason)
    {
        var at = _clock.GetUtcNow();
        var request = new PersonRequest(await _station.Tell(Facts.View, by, new { step = "asked", identifier, reason }), by.Name, by.Id, identifier, reason, at, null);
        lock (_guard)
        {
            foreach (var old in _all.Values.Where(r => at - r.At >= Good).ToList()) _all.Remove(old.Id);
            _all[request.Id] = request;
        }

        return request;
    }

    /// <summary>A second person agrees; false when it is the same one, or there is nothing to agree to.</summary>
    public async Task<bool> Agree(Person by, long id)
    {
        lock (_guard)
            if (!_all.TryGetValue(id, out var request) || request.AgreedBy is not null || request.Who == by.Id || !by.Is(Role.Approver) || _clock.GetUtcNow() - request.At >= Good) return false;
        await _station.Tell(Facts.View, by, new { step = "agreed", request = id });
        lock (_guard)
            if (_all.TryGetValue(id, out var still)) _all[id] = still with { AgreedBy = by.Name };
        return true;
    }

    /// <summary>Opens an answer: only for who asked, only once somebody agreed; stated each time.</summary>
    public async Task<PersonRequest?> Open(Person by, long id)
    {
        PersonRequest? request;
        lock (_guard)
            if (!_all.TryGetValue(id, out request) || request.AgreedBy is null || request.Who != by.Id || _clock.GetUtcNow() - request.At >= Good) return null;
        await _station.Tell(Facts.View, by, new { step = "shown", request = id, reason = request.Reason });
        return request;
    }
}
