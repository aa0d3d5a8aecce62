using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Egide.Connectors.Context;
using Egide.Connectors.Files;
using Egide.Observe;
using Egide.Observe.Context;
using Egide.Observe.Queries;
using Egide.Scope.Replay;

namespace Egide.Oracle;

/// <summary>
/// A replay against the answer of a real FHIR server on the same register: it never leaves out who was in the answer and never
/// is sure of who was not. Small by default; <c>EGIDE_ORACLE_QUERIES=10000</c> asks as many.
/// </summary>
public class OracleTests(ITestOutputHelper output)
{
    // What was measured of the server: texts are sought anywhere, case left out and nothing else; everything is returned,
    // closed records too, in the order stored, and pages only when asked for.
    private static readonly SourceProfile Measured = new()
    {
        Source = "*", Match = StringRule.Contains, FoldsCase = true, FoldsAccents = false, FoldsPunctuation = false, Order = ["id"], Page = 1_000_000, Largest = 1_000_000, Inactive = true,
    };

    [Fact]
    public async Task TheReplayIsTheServersOwnAnswer()
    {
        var stop = TestContext.Current.CancellationToken;
        var asked = int.Parse(Environment.GetEnvironmentVariable("EGIDE_ORACLE_QUERIES") ?? "2000", CultureInfo.InvariantCulture);
        var (server, why) = await FhirServer.Start(stop);
        if (server is null) Assert.Skip(why);
        await using var running = server;
        var dice = new Dice(20260105);
        var register = RandomRegister.Make(300, dice);
        foreach (var patient in register) await server.Put(patient["id"]!.GetValue<string>(), patient.ToJsonString(), stop);
        var context = Read(register);
        var replayer = new Replayer(context);
        var (wrong, exact, shown, standardExact, standardAsked) = (new List<string>(), 0, 0L, 0, 0);
        var (serving, replaying) = (new Stopwatch(), new Stopwatch());
        for (var i = 0; i < asked; i++)
        {
            var (question, isTextual) = RandomQueries.One(register, dice);
            var pages = Pages(dice);
            var truth = new HashSet<string>(StringComparer.Ordinal);
            serving.Start();
            foreach (var page in pages.Count == 0 ? [(0, 0)] : pages)
                truth.UnionWith(await server.Search("Patient?" + question + (page.Item2 > 0 ? string.Create(CultureInfo.InvariantCulture, $"&_count={page.Item2}&_offset={page.Item1}") : ""), stop));
            serving.Stop();
            shown += truth.Count;
            replaying.Start();
            var answer = Replay(replayer, question, Measured, pages);
            replaying.Stop();
            if (answer.Possible.Count == 0) exact++;
            Judge(context, question, pages, answer, truth, wrong);
            // Where the server keeps to the standard, so must a replay that knows nothing of it.
            if (isTextual) continue;
            standardAsked++;
            var standard = Replay(replayer, question, SourceProfile.Standard, pages);
            if (standard.Possible.Count == 0) standardExact++;
            Judge(context, "standard " + question, pages, standard, truth, wrong);
        }

        output.WriteLine($"{asked} queries, {shown} persons shown; exact {exact}, by the standard alone {standardExact} of {standardAsked}; server {serving.Elapsed.TotalSeconds:0.0} s, replay {replaying.Elapsed.TotalSeconds:0.00} s");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {asked} disagree:\n" + string.Join("\n", wrong.Take(25)));
        Assert.True(exact >= asked * 0.9, $"only {exact} of {asked} answers are exact: the rest say 'maybe'");
        Assert.True(shown > asked, "the queries find almost nobody: they test nothing");
    }

    private static void Judge(RegionContext context, string question, List<(int, int)> pages, Answer answer, HashSet<string> truth, List<string> wrong)
    {
        var sure = answer.Sure.Select(r => context.Identities.IdOf(r)).ToHashSet(StringComparer.Ordinal);
        var possible = answer.Possible.Select(r => context.Identities.IdOf(r)).ToHashSet(StringComparer.Ordinal);
        var missed = truth.Where(id => !sure.Contains(id) && !possible.Contains(id)).ToList();
        var tooSure = sure.Where(id => !truth.Contains(id)).ToList();
        var most = sure.Count + answer.Most;
        if (missed.Count > 0 || tooSure.Count > 0 || truth.Count > most)
            wrong.Add($"{question} {string.Join(' ', pages)}: not expected {string.Join(' ', missed.Take(3))}; expected in vain {string.Join(' ', tooSure.Take(3))}; {truth.Count} shown, at most {most} expected");
    }

    private static Answer Replay(Replayer replayer, string question, SourceProfile profile, List<(int, int)> pages) =>
        replayer.Run(QueryDecoder.Decode("Patient?" + question), profile, Instant.Day, Instant.Day, pages.Count == 0 ? [(0, 0)] : pages);

    // None, the first, several, or some without those before.
    private static List<(int Offset, int Size)> Pages(Dice dice)
    {
        if (dice.Percent(65)) return [];
        var size = 1 + dice.Below(20);
        var first = dice.Percent(60) ? 0 : dice.Below(4);
        return [.. Enumerable.Range(first, 1 + dice.Below(3)).Select(page => (page * size, size))];
    }

    private static RegionContext Read(List<JsonObject> register)
    {
        var context = new RegionContext();
        var reader = new ContextReader(context, problem => Assert.Fail(problem.ToString()));
        var lines = Encoding.UTF8.GetBytes(string.Join('\n', register.Select(p => p.ToJsonString())));
        Assert.True(reader.Read(new TrailFile("patients.ndjson", null, lines.AsMemory(0, Math.Min(lines.Length, 65536)), new MemoryStream(lines))));
        reader.Complete();
        Assert.Equal(register.Count, context.Identities.Count);
        return context;
    }
}
