using System.Diagnostics;
using System.Globalization;
using System.Text;
using Egide.Observe;
using Egide.Observe.Context;
using Egide.Observe.Data;
using Egide.Observe.Queries;
using Egide.Scope;
using Egide.Scope.Replay;

namespace Egide.Cli.Bench;

/// <summary>
/// The register as it was and captured queries run on it again, beside the same register and questions in PostgreSQL: all in one
/// run, so that ratios hold whatever the machine does besides.
/// </summary>
/// <param name="persons">Persons of the register.</param>
/// <param name="queries">Captured queries, a quarter of each kind.</param>
/// <param name="keep">Folder of results by processor, or null.</param>
internal sealed class ExposureBench(int persons, int queries, string? keep)
{
    private const int Batch = 4096;
    private const int Compared = 1000;
    private const int OfAnIncident = 1000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly SyntheticRegister _register = new(persons);
    private readonly StringWriter _kept = new(CultureInfo.InvariantCulture);

    public void Run(TextWriter console, CancellationToken cancel)
    {
        void Say(FormattableString line)
        {
            var text = line.ToString(CultureInfo.InvariantCulture);
            console.WriteLine(text);
            console.Flush();
            _kept.WriteLine(text);
        }

        Say($"{Machine.Cpu}; {Environment.ProcessorCount} cores; .NET {Environment.Version}");
        // Tables of names and compiled code are not what is measured.
        Build(new SyntheticRegister(Math.Min(persons, 2000)), out _, cancel);
        Machine.ForgetPeak();
        var context = Build(_register, out var built, cancel);
        var peak = Machine.PeakMegabytes();
        Say($"register: {persons:N0} persons, {context.Identities.Count:N0} versions; index built in {built:F1} s, {persons / built:N0} persons/s, peak memory {peak:N0} MB");

        using var server = PostgresServer.Start(out var peerSays);
        var peer = server is null ? null : new PostgresPeer(server);
        if (peer is null)
        {
            Say($"PostgreSQL: none ({peerSays}); ratios are left out");
        }
        else
        {
            var (copied, indexed) = peer.Load(_register, cancel);
            Say($"{peerSays}: copied in {copied:F1} s, indexed in {indexed:F1} s, {persons / (copied + indexed):N0} persons/s; ratio {(copied + indexed) / built:F1}");
        }

        foreach (var by in Enum.GetValues<Asks>())
        {
            cancel.ThrowIfCancellationRequested();
            var asked = Enumerable.Range(0, Math.Max(1, queries / 4)).Select(i => CapturedQuery.Of(_register, by, i)).ToList();
            Warm(context, asked);
            var (done, seconds, shown) = Replay(context, asked);
            Say($"{by}: {done:N0} queries replayed, {done / seconds:N0}/s, {shown / (double)done:F1} persons shown each");
            if (peer is null) continue;
            peer.Ask(asked.GetRange(0, Math.Min(asked.Count, 200)), Limit);
            var (asks, took) = peer.Ask(asked, Limit / 3);
            var equal = Equal(context, peer, asked.GetRange(0, Math.Min(asked.Count, Compared)));
            Say($"  PostgreSQL {asks / took:N0}/s ({asks:N0} asked); ratio {done / seconds / (asks / took):F1}; same page, same order for {equal:N0} of {Math.Min(asked.Count, Compared):N0}");
        }

        Incident(context, profiled: true, Say);
        Incident(context, profiled: false, Say);
        if (keep is null) return;
        var place = Directory.CreateDirectory(Path.Combine(keep, Machine.Slug)).FullName;
        File.WriteAllText(Path.Combine(place, "exposure.txt"), _kept.ToString());
    }

    // The making of persons is not timed; what is, is what an investigation does with each version it has read.
    private static RegionContext Build(SyntheticRegister register, out double seconds, CancellationToken cancel)
    {
        var context = new RegionContext();
        var clock = new Stopwatch();
        foreach (var batch in register.All().Chunk(Batch))
        {
            cancel.ThrowIfCancellationRequested();
            var versions = Array.ConvertAll(batch, b => SyntheticRegister.Version(b.Person, b.Version));
            clock.Start();
            foreach (var version in versions) context.Add(version);
            clock.Stop();
        }

        clock.Start();
        context.Seal();
        seconds = clock.Elapsed.TotalSeconds;
        return context;
    }

    private static void Warm(RegionContext context, List<CapturedQuery> asked) => Replay(context, asked.GetRange(0, Math.Min(asked.Count, 200)));

    // From the text in the trail to the persons shown.
    private static (int Done, double Seconds, long Shown) Replay(RegionContext context, List<CapturedQuery> asked)
    {
        var texts = asked.ConvertAll(q => q.Text);
        var (done, shown) = (0, 0L);
        var clock = Stopwatch.StartNew();
        var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(worker => new Thread(() =>
        {
            var replayer = new Replayer(context);
            var (mine, persons) = (0, 0L);
            for (var i = worker; i < texts.Count && clock.Elapsed < Limit; i += Environment.ProcessorCount, mine++)
                persons += replayer.Run(QueryDecoder.Decode(texts[i]), CapturedQuery.Profile, asked[i].Instant, asked[i].Instant, [(0, CapturedQuery.Page)]).Sure.Count;
            Interlocked.Add(ref done, mine);
            Interlocked.Add(ref shown, persons);
        })).ToList();
        workers.ForEach(w => w.Start());
        workers.ForEach(w => w.Join());
        return (done, clock.Elapsed.TotalSeconds, shown);
    }

    private static int Equal(RegionContext context, PostgresPeer peer, List<CapturedQuery> asked)
    {
        var replayer = new Replayer(context);
        var answers = peer.Answers(asked);
        return asked.Where((query, i) => replayer.Run(QueryDecoder.Decode(query.Text), CapturedQuery.Profile, query.Instant, query.Instant, [(0, CapturedQuery.Page)]) is { Doubt: Doubt.None } answer
            && answer.Sure.Select(row => context.Identities.IdOf(row)).SequenceEqual(answers[i])).Count();
    }

    // As an investigation does it: the trail's rows, attribution, replay, counting, files.
    private void Incident(RegionContext context, bool profiled, Action<FormattableString> say)
    {
        var folder = Directory.CreateTempSubdirectory("egide-bench-").FullName;
        try
        {
            using var trail = new Trail(Path.Combine(folder, "trail"));
            const int categories = (int)(DataCategory.IdentityName | DataCategory.IdentityBirth | DataCategory.ContactPhone);
            for (var i = 0; i < OfAnIncident; i++)
            {
                var query = CapturedQuery.Of(_register, i % 2 == 0 ? Asks.FamilyBirth : Asks.FamilyGiven, i);
                trail.Append(new TrailRow
                {
                    Position = i, At = query.Instant, Session = i / 50, Controller = -1, Source = profiled ? 1 : 0, Categories = categories, Kind = (byte)EventKind.Search, Flags = (ushort)AccessFlags.Success, Unnamed = CapturedQuery.Page,
                }, [], Encoding.UTF8.GetBytes(query.Text));
            }

            trail.Complete();
            var names = new Dictionary<string, int>(StringComparer.Ordinal);
            var clock = Stopwatch.StartNew();
            if (profiled) context.Add(CapturedQuery.Profile with { Source = "profiled" });
            var extent = new Extent(trail, context, number => names.FirstOrDefault(n => n.Value == number).Key, name => name is null ? -1 : names.TryAdd(name, names.Count) ? names.Count - 1 : names[name],
                source => source == 1 ? "profiled" : "plain");
            extent.Attribute(Enumerable.Range(0, OfAnIncident / 50).Select(session => new CaseSession("one", 0, session, 1)));
            var persons = extent.Count("one").Persons;
            extent.Write(folder);
            say($"incident of {OfAnIncident:N0} queries, source {(profiled ? "described by a profile" : "not described")}: scoped in {clock.Elapsed.TotalSeconds:F2} s, persons [{persons.Lower:N0}, {persons.Likely:N0}, {persons.Upper:N0}]");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
