using System.Diagnostics;
using System.Globalization;
using Egide.Web.Tde.Postings;

namespace Egide.Benchmarks.Tde;

/// <summary>The index alone, at a size that no run of minutes fills a journal to: fourteen postings an event, as a FHIR event has.</summary>
internal static class IndexPages
{
    private const int Patients = 500_000;
    private const int Practitioners = 20_000;
    private const long Second = 1_000_000;

    public static void Run(int events, TextWriter say)
    {
        var folder = Directory.CreateTempSubdirectory("egide-index-").FullName;
        using (var store = new PostingStore(folder, new Invented()))
        {
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < events; i++) Add(store, i);
            store.Settle(events);
            var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
            say.WriteLine(string.Create(CultureInfo.InvariantCulture, $"index alone: {events:N0} events, {14L * events:N0} postings, {store.Bytes / 1e6:N0} MB on disk, {store.Bytes / (double)events:0} bytes an event, {store.Runs.Count} runs, filled at {events / took:N0} events/s, {GC.GetTotalMemory(true) / 1e6:N0} MB of managed memory"));
            say.WriteLine("  100 newest of one patient: " + Timed.Say(200, i => Page(store, [[Patient(i * 2477)]], long.MinValue, long.MaxValue)));
            say.WriteLine("  100 newest of one patient and one practitioner: " + Timed.Say(200, i => Page(store, [[Patient(i * 2477)], [Practitioner(i)]], long.MinValue, long.MaxValue)));
            say.WriteLine("  100 newest of a day: " + Timed.Say(200, i => Page(store, [[1]], i * (events / 200) * Second, (i * (events / 200) + 86_400) * Second)));
            say.WriteLine("  100 newest of one type and one outcome: " + Timed.Say(50, i => Page(store, [[Key(5, i % 8)], [Key(8, 3)]], long.MinValue, long.MaxValue)));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static void Page(PostingStore store, IReadOnlyList<ulong[]> terms, long low, long high) =>
        _ = new Finder(store.Runs, terms, low, high, 50_000).Find(null).Take(101).Count();

    private static void Add(PostingStore store, int i)
    {
        var time = i * Second + Mix(i) % 7 * Second;
        var practitioner = (int)(Mix(i + 1) % Practitioners);
        store.Add(new Posting(1, time, i));
        store.Add(new Posting(2, time, i));
        store.Add(new Posting(Patient((int)(Mix(i) % Patients)), time, i));
        store.Add(new Posting(Practitioner(practitioner), time, i));
        for (var k = 0; k < 4; k++) store.Add(new Posting(Key(10 + k, practitioner), time, i)); // its alternative id, the beginnings of its name, its reference
        store.Add(new Posting(Key(3, practitioner % 4000), time, i));
        store.Add(new Posting(Key(4, practitioner % 50), time, i));
        store.Add(new Posting(Key(5, (int)(Mix(i + 2) % 8)), time, i));
        store.Add(new Posting(Key(6, (int)(Mix(i + 3) % 8)), time, i));
        store.Add(new Posting(Key(7, (int)(Mix(i + 4) % 5)), time, i));
        store.Add(new Posting(Key(8, Mix(i + 5) % 1000 == 0 ? 3 : 0), time, i));
        store.Breathe(i + 1);
    }

    // No journal is behind these postings, and none of them is taken up again.
    private sealed class Invented : Indexed
    {
        public override string Identity => "invented";

        public override (long Size, byte[] Root) Head() => (0, []);

        public override byte[]? Root(long size) => null;
    }

    private static ulong Patient(int number) => Key(1, number % Patients);

    private static ulong Practitioner(int number) => Key(2, number % Practitioners);

    private static ulong Key(int kind, int number) => (ulong)Mix(kind * 1_000_003L + number) << 1 | 1;

    private static long Mix(long value)
    {
        var mixed = (ulong)value * 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 32)) * 0xD6E8FEB86659FD93;
        return (long)((mixed ^ (mixed >> 32)) >> 1);
    }
}
