using System.Globalization;
using System.Text;
using System.Text.Json;
using Egide.Journal;

namespace Egide.Cli.Scoping;

/// <summary>What professionals said of sessions: facts of the journal, and a file of the result that says where they stand there.</summary>
internal static class Words
{
    /// <summary>The file's name in a result.</summary>
    public const string Name = "confirmations.ndjson";

    /// <summary>Writes one into the journal and the file.</summary>
    /// <returns>Its position in the journal.</returns>
    public static long Say(string result, string key, string session, bool intruder, string who, string how, DateTimeOffset at)
    {
        var fact = JsonSerializer.SerializeToUtf8Bytes(new { session, by = intruder ? "intruder" : "carer", who, how, at });
        var batch = new JournalBatch();
        batch.Add(EntryKind.Fact, "confirmation"u8, fact);
        long position;
        using (var journal = FileJournal.Open(Path.Combine(result, "journal"), "egide/investigation", key))
        {
            position = journal.Append(batch);
            journal.Publish();
        }

        Note(result, position, fact);
        return position;
    }

    /// <summary>Words by session id, the last one of each. Each is read from the journal, not from the file.</summary>
    /// <exception cref="InvalidDataException">The file names a position that holds no such fact.</exception>
    public static Dictionary<string, bool> Of(string result)
    {
        var words = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var (_, fact) in Facts(result)) Take(fact, words);
        return words;
    }

    /// <summary>Carries what an earlier result was told into a new journal and its folder.</summary>
    public static void Carry(string earlier, string work, FileJournal journal)
    {
        foreach (var (_, fact) in Facts(earlier))
        {
            var batch = new JournalBatch();
            batch.Add(EntryKind.Fact, "confirmation"u8, fact);
            Note(work, journal.Append(batch), fact);
        }
    }

    private static IEnumerable<(long Position, byte[] Fact)> Facts(string result)
    {
        var file = Path.Combine(result, Name);
        if (!File.Exists(file)) yield break;
        var reader = JournalReader.Open(Path.Combine(result, "journal"));
        foreach (var line in File.ReadLines(file))
        {
            using var noted = JsonDocument.Parse(line);
            var position = noted.RootElement.GetProperty("position").GetInt64();
            if (position >= reader.Count || reader.Entry(position) is not { Kind: EntryKind.Fact } entry || !entry.Header.AsSpan().SequenceEqual("confirmation"u8) || reader.Payload(position) is not { } fact)
                throw new InvalidDataException(Language.Text(
                    $"{file} cite la position {position}, où le journal n’a pas de telle parole : vérifier le journal (egide verify).", $"{file} names position {position}, where the journal holds no such word: verify the journal (egide verify)."));
            yield return (position, fact);
        }
    }

    private static void Take(byte[] fact, Dictionary<string, bool> into)
    {
        using var word = JsonDocument.Parse(fact);
        into[word.RootElement.GetProperty("session").GetString()!] = word.RootElement.GetProperty("by").GetString() == "intruder";
    }

    private static void Note(string folder, long position, byte[] fact) =>
        File.AppendAllText(Path.Combine(folder, Name), string.Create(CultureInfo.InvariantCulture, $"{{\"schema_version\":1,\"position\":{position},\"confirmation\":{Encoding.UTF8.GetString(fact)}}}\n"));
}
