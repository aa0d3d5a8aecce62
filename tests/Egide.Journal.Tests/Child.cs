using System.Globalization;
using System.Runtime.CompilerServices;

namespace Egide.Journal.Tests;

/// <summary>What this program does instead of testing when a test starts it to be killed: appends, and says what is durable.</summary>
internal static class Child
{
    internal const string SegmentVariable = "EGIDE_JOURNAL_CHILD_SEGMENT";

    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(TornTests.ChildVariable) is not { Length: > 0 } root) return;
        var segment = long.TryParse(Environment.GetEnvironmentVariable(SegmentVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 1L << 30;
        using var journal = FileJournal.Open(Path.Combine(root, "journal"), TestJournal.Origin, Path.Combine(root, "key"), segment);
        for (var count = 1; ; count = count % 50 + 7)
        {
            journal.Append(TestJournal.Batch(journal.Count, count));
            journal.Flush();
            Console.Out.WriteLine(journal.Count.ToString(CultureInfo.InvariantCulture));
            Console.Out.Flush();
            if (count % 5 == 0) journal.Publish();
        }
    }
}
