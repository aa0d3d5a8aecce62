using System.Text;

namespace Egide.Journal.Tests;

/// <summary>A temporary folder with a journal and, beside it, its key.</summary>
internal sealed class TestJournal : IDisposable
{
    public const string Origin = "egide/test";

    public string Root { get; } = Directory.CreateTempSubdirectory("egide-journal-").FullName;

    public string Folder => Path.Combine(Root, "journal");

    public string KeyFile => Path.Combine(Root, "key");

    public string Key => NoteKey.OpenOrCreate(KeyFile, Origin).Verifier;

    public FileJournal Open() => FileJournal.Open(Folder, Origin, KeyFile);

    public FileJournal Open(long segmentBytes) => FileJournal.Open(Folder, Origin, KeyFile, segmentBytes);

    public Verification Verify(string? folder = null) => Verifier.VerifyJournal(folder ?? Folder, Key);

    public static byte[] Header(long position) => Encoding.UTF8.GetBytes($"h{position}");

    public static byte[] Payload(long position) => Encoding.UTF8.GetBytes($"{{\"n\":{position},\"pad\":\"{new string('x', (int)(position % 97))}\"}}");

    public static JournalBatch Batch(long first, int count)
    {
        var batch = new JournalBatch();
        for (var i = first; i < first + count; i++) batch.Add(EntryKind.Record, Header(i), Payload(i));
        return batch;
    }

    /// <summary>A journal of about 600 records in frames of several sizes.</summary>
    public static TestJournal Small()
    {
        var made = new TestJournal();
        using var journal = made.Open();
        foreach (var count in new[] { 1, 100, 255, 3, 200, 41 }) journal.Append(Batch(journal.Count, count));
        return made;
    }

    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
