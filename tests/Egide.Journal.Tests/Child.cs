using System.Globalization;
using System.Runtime.CompilerServices;

namespace Egide.Journal.Tests;

/// <summary>What this program does instead of testing when a test starts it to be killed: appends, and says what is durable.</summary>
internal static class Child
{
    internal const string SegmentVariable = "EGIDE_JOURNAL_CHILD_SEGMENT";

    /// <summary>Set: it also deletes the records of the oldest whole segment, again and again.</summary>
    internal const string DeletingVariable = "EGIDE_JOURNAL_CHILD_DELETES";

    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(TornTests.ChildVariable) is not { Length: > 0 } root) return;
        var segment = long.TryParse(Environment.GetEnvironmentVariable(SegmentVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 1L << 30;
        var folder = Path.Combine(root, "journal");
        using var journal = FileJournal.Open(folder, TestJournal.Origin, Path.Combine(root, "key"), segment);
        var deleting = Environment.GetEnvironmentVariable(DeletingVariable) is { Length: > 0 };
        if (deleting) Finish(folder);
        for (var count = 1; ; count = count % 50 + 7)
        {
            journal.Append(TestJournal.Batch(journal.Count, count));
            journal.Flush();
            Console.Out.WriteLine(journal.Count.ToString(CultureInfo.InvariantCulture));
            Console.Out.Flush();
            if (count % 5 == 0) journal.Publish();
            if (deleting && count % 10 == 0) Delete(journal, folder);
        }
    }

    /// <summary>Carries out again what was recorded: what a kill cut short is then done.</summary>
    internal static void Finish(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "checkpoint"))) return;
        var reader = JournalReader.Open(folder);
        foreach (var erasure in reader.Erasures()) reader.Deletion(erasure)!.Carry(folder);
    }

    private static void Delete(FileJournal journal, string folder)
    {
        journal.Publish();
        var reader = JournalReader.Open(folder);
        var gone = reader.Erasures().SelectMany(at => reader.Deletion(at)!.Records).ToHashSet();
        if (reader.Segments().FirstOrDefault(s => s.Closed && !gone.Contains(s.Positions)) is not { } oldest) return;
        var batch = new JournalBatch();
        Deletion.Add(batch, 0, [oldest.Positions], []);
        var position = journal.Append(batch);
        journal.Publish();
        new Deletion(position, 0, [oldest.Positions], []).Carry(folder);
    }
}
