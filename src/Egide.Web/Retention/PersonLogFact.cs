using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Egide.Journal;
using Egide.Observe;
using Egide.Observe.Data;
using Egide.Scope;

namespace Egide.Web.Retention;

/// <summary>What a fact of kind <c>person-log</c> holds: accesses whose records a deletion took, as a person may know of them.</summary>
/// <param name="Deletion">The deletion: position of its fact.</param>
/// <param name="From">When the first of the records came in, UTC.</param>
/// <param name="To">When the last did, UTC.</param>
/// <param name="Rows">The accesses.</param>
internal sealed record PersonLogFact(long Deletion, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<PersonLogRow> Rows)
{
    private const int Together = 1000;
    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Adds rows to a batch, as facts of at most a thousand.</summary>
    public static void Add(JournalBatch batch, long deletion, DateTimeOffset from, DateTimeOffset to, IEnumerable<PersonLogRow> rows)
    {
        foreach (var some in rows.Chunk(Together))
            batch.Add(EntryKind.Fact, "person-log"u8, JsonSerializer.SerializeToUtf8Bytes(new
            {
                deletion, from, to,
                rows = some.Select(row => new
                {
                    at = Instant.ToDateTimeOffset(row.At), person = row.Identifier, account = row.Account, name = row.Name, data = PersonAccess.CodesOf(row.Categories), possible = row.Possible == DataCategory.None ? null : PersonAccess.CodesOf(row.Possible), controller = row.Controller,
                    why = row.Why.ToString(), grade = row.Named ? "named" : "replayed", position = row.Position,
                }),
            }, Written));
    }

    /// <summary>Reads a fact's payload.</summary>
    public static PersonLogFact Read(byte[] payload)
    {
        using var document = JsonDocument.Parse(payload);
        var said = document.RootElement;
        return new PersonLogFact(said.GetProperty("deletion").GetInt64(), said.GetProperty("from").GetDateTimeOffset(), said.GetProperty("to").GetDateTimeOffset(), [.. said.GetProperty("rows").EnumerateArray().Select(Row)]);
    }

    private static PersonLogRow Row(JsonElement row) => new(
        Instant.From(row.GetProperty("at").GetDateTimeOffset()), row.GetProperty("person").GetString()!, row.GetProperty("account").GetString()!, Text(row, "name"),
        Codes(row.GetProperty("data")), row.TryGetProperty("possible", out var possible) ? Codes(possible) : DataCategory.None, Text(row, "controller"),
        Enum.TryParse<AccessReason>(row.GetProperty("why").GetString(), out var why) ? why : AccessReason.Unexplained, row.GetProperty("grade").GetString() == "named", row.GetProperty("position").GetInt64());

    private static DataCategory Codes(JsonElement codes) => codes.EnumerateArray().Aggregate(DataCategory.None, (all, one) => all | DataCategories.Parse(one.GetString()!));

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() : null;
}
