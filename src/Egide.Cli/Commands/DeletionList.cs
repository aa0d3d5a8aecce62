using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Egide.Journal;

namespace Egide.Cli.Commands;

/// <summary>What a journal says was erased, with the facts that say why: told beside its verification.</summary>
internal sealed class DeletionList
{
    private const string Fact = "retention";
    private readonly List<(Deletion What, JsonNode? Why, long? Done)> _all;

    private DeletionList(List<(Deletion, JsonNode?, long?)> all) => _all = all;

    /// <summary>Reads them, the oldest first.</summary>
    public static DeletionList Of(JournalReader reader)
    {
        var all = reader.Deletions().Reverse().ToList();
        var done = all.Count == 0 ? [] : Done(reader, all[0].Position);
        return new DeletionList([.. all.Select(d => (d, d.Fact < 0 ? null : Read(reader, d.Fact), done.TryGetValue(d.Fact, out var at) ? at : (long?)null))]);
    }

    /// <summary>Positions of what proves a deletion: the fact before, the entry that names what is gone, the fact after.</summary>
    /// <exception cref="ArgumentException">There is no deletion of that number.</exception>
    public static IReadOnlyList<long> ProofOf(JournalReader reader, long number)
    {
        if (reader.Deletions().FirstOrDefault(d => d.Fact == number) is not { } deletion)
            throw new ArgumentException(Language.Text($"Le journal n’a pas de suppression n° {number} : --deletions les dit.", $"The journal has no deletion no. {number}: --deletions tells them."));
        return Done(reader, deletion.Position).TryGetValue(number, out var done) ? [number, deletion.Position, done] : [number, deletion.Position];
    }

    public JsonArray ToJson() => [.. _all.Select(one => (JsonNode)new JsonObject
    {
        ["Number"] = one.What.Fact, ["Entry"] = one.What.Position, ["Done"] = one.Done, ["Fact"] = one.Why?.DeepClone(),
        ["Records"] = Pairs(one.What.Records), ["Entries"] = Pairs(one.What.Entries),
    })];

    public void Print(TextWriter to)
    {
        if (_all.Count == 0) to.WriteLine(Language.Text("Rien n’a été effacé.", "Nothing was erased."));
        foreach (var (what, why, done) in _all)
        {
            var runs = string.Join(", ", what.Records.Concat(what.Entries).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.First}–{r.Last}")));
            if (why is null)
            {
                to.WriteLine(Language.Text($"  effacement à la position {what.Position} : {runs}", $"  erasure at position {what.Position}: {runs}"));
                continue;
            }

            to.WriteLine(Language.Text(
                $"  n° {what.Fact}, {why["at"]}, {why["by"]} : règle {why["rule"]} ({why["period_fr"]}), {why["count"]} contenus reçus du {why["received_from"]} au {why["received_to"]}, positions {runs}, entrée {what.Position}{(done is null ? " ; pas encore dite achevée" : "")}",
                $"  no. {what.Fact}, {why["at"]}, {why["by"]}: rule {why["rule"]} ({why["period"]}), {why["count"]} payloads received from {why["received_from"]} to {why["received_to"]}, positions {runs}, entry {what.Position}{(done is null ? "; not said to be finished yet" : "")}"));
            to.WriteLine($"    {Language.Text($"{why["reason_fr"]}", $"{why["reason"]}")}");
        }
    }

    private static Dictionary<long, long> Done(JournalReader reader, long from)
    {
        var done = new Dictionary<long, long>();
        for (var position = from; position < reader.Count; position++)
            if (reader.Entry(position) is { Kind: EntryKind.Fact } entry && Encoding.UTF8.GetString(entry.Header) == Fact && Read(reader, position) is { } fact && fact["step"]?.GetValue<string>() == "deletion-done")
                done[fact["deletion"]!.GetValue<long>()] = position;
        return done;
    }

    private static JsonNode? Read(JournalReader reader, long position) => position < reader.Count && reader.Payload(position) is { } payload ? JsonNode.Parse(payload) : null;

    private static JsonArray Pairs(IReadOnlyList<PositionRange> runs) => [.. runs.Select(r => (JsonNode)new JsonArray(r.First, r.Last))];
}
