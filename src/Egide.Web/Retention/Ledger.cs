using System.Text.Json;
using Egide.Journal;

namespace Egide.Web.Retention;

/// <summary>Deletions asked for, agreed to, begun and carried out, from the journal's facts. Thread-safe.</summary>
internal sealed class Ledger
{
    public const string Asked = "deletion-asked", Agreed = "deletion-agreed", Closed = "deletion-closed", Begun = "deletion-begun", Done = "deletion-done";

    // What was due is asked for again rather than agreed to much later.
    private static readonly TimeSpan Good = TimeSpan.FromDays(7);
    private readonly SortedDictionary<long, DeletionRequest> _requests = [];
    private readonly SortedDictionary<long, DeletionRecord> _deletions = [];
    private readonly Lock _guard = new();

    /// <summary>The deletions, the newest first.</summary>
    public IReadOnlyList<DeletionRecord> Deletions
    {
        get
        {
            lock (_guard) return [.. _deletions.Values.Reverse()];
        }
    }

    /// <summary>Requests that wait for a second person, or to be carried out.</summary>
    public IReadOnlyList<DeletionRequest> Open(DateTimeOffset now)
    {
        lock (_guard) return [.. _requests.Values.Where(r => !r.IsDone && now - r.At < Good).Reverse()];
    }

    /// <summary>Since when every record is there, UTC: what came in before was deleted, but for what is held. Null when nothing was.</summary>
    public DateTimeOffset? WholeSince
    {
        get
        {
            lock (_guard) return _deletions.Values.Where(d => d.Rule == Due.Trail && d.Deletion is not null).Select(d => (DateTimeOffset?)d.To).Max();
        }
    }

    /// <summary>Whether all of a run went already, by this or an earlier rule.</summary>
    public bool Has(PositionRange run)
    {
        lock (_guard) return _deletions.Values.Any(d => d.Deletion is { } deletion && (deletion.Records.Any(Holds) || deletion.Entries.Any(Holds)));
        bool Holds(PositionRange gone) => gone.First <= run.First && gone.Last >= run.Last;
    }

    /// <summary>Takes the journal's entry that names what is gone.</summary>
    public void Take(Deletion deletion)
    {
        lock (_guard)
            if (_deletions.TryGetValue(deletion.Fact, out var begun)) _deletions[deletion.Fact] = begun with { Deletion = deletion };
    }

    /// <summary>Takes a fact of the journal.</summary>
    public void Take(long position, JsonElement fact)
    {
        var at = fact.GetProperty("at").GetDateTimeOffset();
        var by = fact.GetProperty("by").GetString() ?? "?";
        lock (_guard)
        {
            switch (fact.GetProperty("step").GetString())
            {
                case Asked:
                    _requests[position] = new DeletionRequest(position, by, fact.GetProperty("who").GetString() ?? "?", at, Runs(fact.GetProperty("runs")), fact.GetProperty("count").GetInt64());
                    break;
                case Agreed when _requests.TryGetValue(fact.GetProperty("request").GetInt64(), out var request):
                    _requests[request.Id] = request with { AgreedBy = by };
                    break;
                case Closed when _requests.TryGetValue(fact.GetProperty("request").GetInt64(), out var request):
                    _requests[request.Id] = request with { IsDone = true };
                    break;
                case Begun:
                    _deletions[position] = new DeletionRecord(position, at, by, fact.GetProperty("rule").GetString()!, new(fact.GetProperty("period_fr").GetString()!, fact.GetProperty("period").GetString()!),
                        fact.GetProperty("count").GetInt64(), fact.GetProperty("received_from").GetDateTimeOffset(), fact.GetProperty("received_to").GetDateTimeOffset());
                    break;
                case Done when _deletions.TryGetValue(fact.GetProperty("deletion").GetInt64(), out var deletion):
                    _deletions[deletion.Position] = deletion with { Done = position };
                    break;
            }
        }
    }

    private static List<PositionRange> Runs(JsonElement pairs) => [.. pairs.EnumerateArray().Select(pair => new PositionRange(pair[0].GetInt64(), pair[1].GetInt64()))];
}
