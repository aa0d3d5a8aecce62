using System.Security.Cryptography;
using System.Text.Json;
using Egide.Journal;

namespace Egide.Cli.Investigation;

/// <summary>The files of a result, by SHA-256, as facts of its journal: a file changed afterwards is told by name.</summary>
internal static class Outputs
{
    private const string Kind = "outputs";

    /// <summary>What became of the files since the journal last spoke of them.</summary>
    /// <param name="Position">Of the fact in the journal; -1 when it holds none.</param>
    /// <param name="Checked">Files that the fact names.</param>
    /// <param name="Changed">Of them, those with other bytes.</param>
    /// <param name="Missing">Of them, those that are gone.</param>
    /// <param name="Root">The root that the report cites, and the size it is of.</param>
    public sealed record State(long Position, int Checked, IReadOnlyList<string> Changed, IReadOnlyList<string> Missing, (long Size, string Root) Root)
    {
        /// <summary>Whether nothing is wrong.</summary>
        public bool Whole => Changed.Count == 0 && Missing.Count == 0;
    }

    /// <summary>States all files of a new result; <paramref name="cited"/> is the checkpoint that its files cite.</summary>
    public static void Write(FileJournal journal, string folder, Checkpoint cited)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            if (!name.StartsWith("journal/", StringComparison.Ordinal) && !name.EndsWith(".spool", StringComparison.Ordinal)) files[name] = Digest(path);
        }

        Append(journal, files, cited.Size, cited.RootText);
    }

    /// <summary>States anew the files that a command rewrote; the others stay as they were stated.</summary>
    public static void Restate(string folder, string key, params ReadOnlySpan<string> names)
    {
        var directory = Path.Combine(folder, "journal");
        if (Last(directory) is not var (_, files, size, root)) return;
        foreach (var name in names) files[name] = Digest(Path.Combine(folder, name));
        using var journal = FileJournal.Open(directory, "egide/investigation", key);
        Append(journal, files, size, root);
        journal.Publish();
    }

    /// <summary>Holds the files of a result against its journal, which must have been verified.</summary>
    public static State Check(string folder)
    {
        if (Last(Path.Combine(folder, "journal")) is not var (position, files, size, root)) return new State(-1, 0, [], [], default);
        var missing = files.Keys.Where(name => !File.Exists(Path.Combine(folder, name))).ToList();
        var changed = files.Where(f => !missing.Contains(f.Key) && Digest(Path.Combine(folder, f.Key)) != f.Value).Select(f => f.Key).ToList();
        return new State(position, files.Count, changed, missing, (size, root));
    }

    private static void Append(FileJournal journal, SortedDictionary<string, string> files, long size, string root)
    {
        var batch = new JournalBatch();
        batch.Add(EntryKind.Fact, System.Text.Encoding.UTF8.GetBytes(Kind), JsonSerializer.SerializeToUtf8Bytes(new { files, cited = new { size, root } }));
        journal.Append(batch);
    }

    // Facts stand after the records; the last of this kind holds.
    private static (long Position, SortedDictionary<string, string> Files, long Size, string Root)? Last(string directory)
    {
        var reader = JournalReader.Open(directory);
        for (var position = reader.Count - 1; position >= 0 && reader.Entry(position) is { Kind: not EntryKind.Record } entry; position--)
        {
            if (!entry.Header.AsSpan().SequenceEqual("outputs"u8) || reader.Payload(position) is not { } payload) continue;
            using var fact = JsonDocument.Parse(payload);
            var files = fact.RootElement.GetProperty("files").Deserialize<SortedDictionary<string, string>>()!;
            var cited = fact.RootElement.GetProperty("cited");
            return (position, new SortedDictionary<string, string>(files, StringComparer.Ordinal), cited.GetProperty("size").GetInt64(), cited.GetProperty("root").GetString()!);
        }

        return null;
    }

    private static string Digest(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
