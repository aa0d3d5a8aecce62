using Egide.Web.Live;
using Egide.Web.SignIn;

namespace Egide.Web.Persons;

/// <summary>Requests to see who saw a person, and who agreed: four eyes, each step stated in the journal before it counts. Thread-safe.</summary>
internal sealed class PersonRequests(Station station, TimeProvider clock)
{
    // What was agreed to is shown for as long as a working day, then must be asked again.
    private static readonly TimeSpan Good = TimeSpan.FromHours(10);
    private readonly Dictionary<int, PersonRequest> _all = [];
    private readonly Lock _guard = new();
    private int _last;

    public IReadOnlyList<PersonRequest> All
    {
        get
        {
            lock (_guard) return [.. _all.Values.Where(r => clock.GetUtcNow() - r.At < Good).OrderByDescending(r => r.At)];
        }
    }

    public async Task<PersonRequest> Ask(Person by, string identifier, string reason)
    {
        PersonRequest request;
        lock (_guard) request = new PersonRequest(++_last, by.Name, identifier, reason, clock.GetUtcNow(), null);
        await station.State(Facts.View, new { request = request.Id, step = "asked", by = by.Name, identifier, reason });
        lock (_guard) _all[request.Id] = request;
        return request;
    }

    /// <summary>A second person agrees; false when it is the same one, or there is nothing to agree to.</summary>
    public async Task<bool> Agree(Person by, int id)
    {
        lock (_guard)
            if (!_all.TryGetValue(id, out var request) || request.AgreedBy is not null || request.By == by.Name || !by.Is(Role.Approver)) return false;
        await station.State(Facts.View, new { request = id, step = "agreed", by = by.Name });
        lock (_guard) _all[id] = _all[id] with { AgreedBy = by.Name };
        return true;
    }

    /// <summary>Opens an answer: only for who asked, only once somebody agreed; stated each time.</summary>
    public async Task<PersonRequest?> Open(Person by, int id)
    {
        PersonRequest? request;
        lock (_guard)
            if (!_all.TryGetValue(id, out request) || request.AgreedBy is null || request.By != by.Name || clock.GetUtcNow() - request.At >= Good) return null;
        await station.State(Facts.View, new { request = id, step = "shown", by = by.Name });
        return request;
    }
}
