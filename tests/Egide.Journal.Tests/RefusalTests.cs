using System.Runtime.InteropServices;

namespace Egide.Journal.Tests;

/// <summary>
/// A disk that refuses. Limits and descriptors are the process's, so nothing else runs meanwhile. What goes on after a refusal is
/// whole; what cannot go on says so, and a reopening finds what was there.
/// </summary>
[Collection(nameof(RefusalTests))]
[CollectionDefinition(nameof(RefusalTests), DisableParallelization = true)]
public sealed class RefusalTests
{
    [Fact]
    public void A_frame_above_the_allowed_size_is_refused_as_a_full_disk_and_the_journal_goes_on()
    {
        using var made = new TestJournal();
        var segment = Path.Combine(made.Folder, Segments.Name(0));
        using (var journal = made.Open())
        {
            journal.Append(TestJournal.Batch(0, 500));
            var length = new FileInfo(segment).Length;
            using (new FileSizeLimit(length + 700))
            {
                var fault = Assert.Throws<IOException>(() => journal.Append(TestJournal.Batch(500, 500)));
                Assert.Contains("is the disk full?", fault.Message, StringComparison.Ordinal);
                Assert.Equal((500, length), (journal.Count, new FileInfo(segment).Length));
            }

            Assert.Equal(500, journal.Append(TestJournal.Batch(500, 500)));
        }

        AssertWhole(made, 1000);
    }

    [Fact]
    public void Tiles_that_the_disk_refuses_wait_and_no_batch_is_taken_before_they_are_written()
    {
        using var made = new TestJournal();
        using (var journal = made.Open())
        {
            journal.Append(TestJournal.Batch(0, 100));
            journal.Publish();
            Directory.CreateDirectory(Path.Combine(made.Folder, "tile", "0", "000")); // stands where a tile is to be
            Assert.Equal(100, journal.Append(TestJournal.Batch(100, 700)));
            for (var i = 0; i < 2; i++)
            {
                Assert.Throws<IOException>(() => journal.Append(TestJournal.Batch(800, 10)));
                Assert.Throws<IOException>(journal.Publish);
                Assert.Equal(800, journal.Count);
                var before = made.Verify();
                Assert.Equal((true, 100, 700), (before.Whole, before.Records, before.Unpublished));
            }

            Directory.Delete(Path.Combine(made.Folder, "tile", "0", "000"));
            Assert.Equal(800, journal.Append(TestJournal.Batch(800, 10)));
            journal.Publish();
        }

        AssertWhole(made, 810);
    }

    [Fact]
    public void A_segment_that_cannot_be_begun_leaves_the_one_before_in_use()
    {
        using var made = new TestJournal();
        var next = Path.Combine(made.Folder, Segments.Name(1));
        using (var journal = made.Open(segmentBytes: 1000))
        {
            journal.Append(TestJournal.Batch(0, 60));
            Directory.CreateDirectory(next);
            for (var i = 0; i < 2; i++)
            {
                Assert.Throws<IOException>(() => journal.Append(TestJournal.Batch(60, 60)));
                Assert.Equal(60, journal.Count);
                Assert.Equal(60, journal.Publish().Size);
            }

            Directory.Delete(next);
            Assert.Equal(60, journal.Append(TestJournal.Batch(60, 60)));
        }

        Assert.Equal(2, Segments.Files(made.Folder).Length);
        AssertWhole(made, 120);
    }

    [Fact]
    public void After_a_failed_flush_nothing_is_taken_or_signed_until_it_is_opened_anew()
    {
        using var made = new TestJournal();
        using (var journal = made.Open())
        {
            journal.Append(TestJournal.Batch(0, 30));
            journal.Publish();
            journal.Append(TestJournal.Batch(30, 300));
            Break(Path.Combine(made.Folder, Segments.Name(0)));
            var note = File.ReadAllText(Path.Combine(made.Folder, "checkpoint"));
            Assert.Throws<IOException>(journal.Flush);
            foreach (var step in new Action[] { journal.Flush, () => journal.Append(TestJournal.Batch(330, 1)), () => journal.Publish() })
                Assert.Contains("open it again", Assert.Throws<IOException>(step).Message, StringComparison.Ordinal);
            journal.Dispose();
            Assert.Equal(note, File.ReadAllText(Path.Combine(made.Folder, "checkpoint")));
        }

        using (var again = made.Open()) Assert.Equal(330, again.Append(TestJournal.Batch(330, 5)));
        AssertWhole(made, 335);
    }

    [Fact]
    public void When_what_a_refused_write_left_cannot_be_cut_nothing_more_is_taken()
    {
        using var made = new TestJournal();
        using (var journal = made.Open())
        {
            journal.Append(TestJournal.Batch(0, 30));
            journal.Publish();
            Break(Path.Combine(made.Folder, Segments.Name(0)));
            Assert.Contains("open it again", Assert.Throws<IOException>(() => journal.Append(TestJournal.Batch(30, 300))).Message, StringComparison.Ordinal);
            Assert.Contains("open it again", Assert.Throws<IOException>(journal.Publish).Message, StringComparison.Ordinal);
            Assert.Equal(30, journal.Count);
        }

        AssertWhole(made, 30);
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_put_in_place_is_published_later()
    {
        using var made = new TestJournal();
        using (var journal = made.Open())
        {
            journal.Append(TestJournal.Batch(0, 300));
            journal.Publish();
            journal.Append(TestJournal.Batch(300, 300));
            Directory.CreateDirectory(Path.Combine(made.Folder, "checkpoint.new"));
            Assert.Throws<IOException>(journal.Publish);
            AssertWhole(made, 300, unpublished: 300);
            Directory.Delete(Path.Combine(made.Folder, "checkpoint.new"));
            Assert.Equal(600, journal.Publish().Size);
        }

        AssertWhole(made, 600);
    }

    private static void AssertWhole(TestJournal made, long records, long unpublished = 0)
    {
        var result = made.Verify();
        Assert.True(result.Whole, $"{result.Fault} {result.Where}");
        Assert.Equal((records, unpublished), (result.Records, result.Unpublished));
    }

    // Puts a descriptor that can be neither written nor synced in the place of the one that holds the file open.
    private static void Break(string path)
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("Descriptors are found as Linux shows them.");
        var held = Directory.GetFiles("/proc/self/fd").Single(link => File.ResolveLinkTarget(link, false)?.FullName == path);
        const int PathOnly = 0x200000; // O_PATH
        var none = open(path, PathOnly);
        Assert.True(none >= 0);
        Assert.True(dup2(none, int.Parse(Path.GetFileName(held), System.Globalization.CultureInfo.InvariantCulture)) >= 0);
        _ = close(none);
    }

    [DllImport("libc", CharSet = CharSet.Ansi, BestFitMapping = false)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc")]
    private static extern int dup2(int from, int to);

    [DllImport("libc")]
    private static extern int close(int descriptor);

    private sealed class FileSizeLimit : IDisposable
    {
        private const int FileSize = 1;
        private const int TooLargeSignal = 25;
        private readonly Limit _before;

        public FileSizeLimit(long bytes)
        {
            if (!OperatingSystem.IsLinux()) Assert.Skip("The limit on file size is set as Linux does.");
            _ = signal(TooLargeSignal, 1);
            Assert.Equal(0, getrlimit(FileSize, out _before));
            Set(_before with { Current = (ulong)bytes });
        }

        public void Dispose() => Set(_before);

        private static void Set(Limit limit) => Assert.Equal(0, setrlimit(FileSize, in limit));

        [DllImport("libc")]
        private static extern nint signal(int number, nint handler);

        [DllImport("libc")]
        private static extern int getrlimit(int resource, out Limit limit);

        [DllImport("libc")]
        private static extern int setrlimit(int resource, in Limit limit);

        private readonly record struct Limit(ulong Current, ulong Most);
    }
}
