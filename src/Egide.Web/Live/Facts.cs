using System.Text;
using System.Text.Json;
using Egide.Journal;

namespace Egide.Web.Live;

/// <summary>Kinds of facts that a station states in its journal.</summary>
internal static class Facts
{
    /// <summary>Nothing came for a while: what waited went on, up to <c>to</c> (microseconds).</summary>
    public const string Pause = "pause";

    /// <summary>An incident has this name, these accounts, these bounds.</summary>
    public const string Incident = "incident";

    /// <summary>Somebody looked at personal data, with the reason given.</summary>
    public const string View = "view";

    /// <summary>Somebody signed in, or was given a link.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Something about a hold: placed, its release asked for, released.</summary>
    public const string Hold = "hold";

    /// <summary>Something about a deletion: asked for, agreed to, begun, done.</summary>
    public const string Retention = "retention";

    /// <summary>Who saw whose data in records that a deletion took.</summary>
    public const string PersonLog = "person-log";

    /// <summary>An incident as it was told when records that it rested on went.</summary>
    public const string Kept = "kept";

    public static JournalBatch Of(string kind, object fact)
    {
        var batch = new JournalBatch();
        batch.Add(EntryKind.Fact, Encoding.UTF8.GetBytes(kind), JsonSerializer.SerializeToUtf8Bytes(fact));
        return batch;
    }
}
