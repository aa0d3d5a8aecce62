using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Egide.Journal;
using Egide.Web.Live;
using Egide.Web.Retention;
using Egide.Web.SignIn;

namespace Egide.Web.Tests.Retention;

/// <summary>How deletions are ordered, cut short, proven; and what no longer answers after them.</summary>
public sealed class DeletionTests
{
    private static readonly Person Administrator = new("Alix", [Role.Administrator, Role.Approver]), Approver = new("Denis", [Role.Approver]);

    [Fact]
    public async Task WithoutTheAutomaticNothingGoesBeforeTwoPeopleSaidSo()
    {
        await using var keeping = await YearOld(automatic: false);
        await keeping.Look();
        Assert.Equal(3, Assert.Single(await keeping.Keeper.WhatIsDue()).Count);
        Assert.Empty(keeping.Keeper.Ledger.Deletions);
        Assert.True(await keeping.Keeper.AskDeletion(Administrator));
        var request = Assert.Single(keeping.Keeper.Ledger.Open(keeping.Clock.GetUtcNow())).Id;
        Assert.False(await keeping.Keeper.AgreeDeletion(Administrator, request));
        await keeping.Restart();
        await keeping.Look();
        Assert.Empty(keeping.Keeper.Ledger.Deletions);
        Assert.True(await keeping.Keeper.AgreeDeletion(Approver, request));
        Assert.False(await keeping.Keeper.AgreeDeletion(Approver, request));
        await keeping.Look();
        var deletion = Assert.Single(keeping.Keeper.Ledger.Deletions);
        Assert.Equal("Alix", deletion.By);
        Assert.Empty(keeping.Keeper.Ledger.Open(keeping.Clock.GetUtcNow()));
        Assert.False(await keeping.Keeper.AskDeletion(Administrator));

        // The proof, read without the journal.
        var file = Path.Combine(keeping.Folder, "proof.json");
        await keeping.Station.Intake.Publish(null, TestContext.Current.CancellationToken);
        File.WriteAllBytes(file, Evidence.Of(keeping.Journal, deletion.Proof));
        var found = Evidence.Verify(file, File.ReadAllText(Path.Combine(keeping.Journal, Verifier.KeyFile)).Trim());
        Assert.Equal((true, 3), (found.Whole, found.Payloads));
    }

    [Fact]
    public async Task ARequestThatNobodyAgreedToInAWeekIsNone()
    {
        await using var keeping = await YearOld(automatic: false);
        await keeping.Look();
        Assert.True(await keeping.Keeper.AskDeletion(Administrator));
        var request = Assert.Single(keeping.Keeper.Ledger.Open(keeping.Clock.GetUtcNow())).Id;
        keeping.Clock.LeapTo(keeping.Clock.GetUtcNow().AddDays(8));
        Assert.False(await keeping.Keeper.AgreeDeletion(Approver, request));
    }

    // Cut just after the entry was published, before a byte went: as a kill would.
    [Fact]
    public async Task WhatWasCutShortIsFinishedByTheNextStart()
    {
        await using var keeping = await YearOld(automatic: false);
        await keeping.Look();
        var due = Assert.Single(await keeping.Keeper.WhatIsDue());
        var begun = await keeping.Station.Tell(Facts.Retention, Administrator, new { step = Ledger.Begun, rule = "trail", period = "12 months", period_fr = "12 mois", count = due.Count, received_from = due.From, received_to = due.To });
        var batch = new JournalBatch();
        PersonLogFact.Add(batch, begun, due.From, due.To, await keeping.Station.On(flow => flow.Showed(due.Runs[0].First, due.Runs[0].Last)));
        Deletion.Add(batch, begun, due.Runs, []);
        await keeping.Station.Intake.State(batch, null, TestContext.Current.CancellationToken);
        var saw = await keeping.Saw("p-1");
        var reader = JournalReader.Open(keeping.Journal);
        Assert.NotNull(reader.Payload(due.Runs[0].First + 1));
        await keeping.Restart();
        for (var i = 0; i < 100 && keeping.Keeper.Ledger.Deletions[0].Done is null; i++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.NotNull(Assert.Single(keeping.Keeper.Ledger.Deletions).Done);
        Assert.Equal(3, keeping.Verify().Erased);
        Assert.Equal(saw, await keeping.Saw("p-1"));
        Assert.Empty(await keeping.Keeper.WhatIsDue());
    }

    // Begun, and killed before the entry that names what goes: nothing went, and it is begun anew.
    [Fact]
    public async Task WhatWasOnlyBegunIsBegunAgain()
    {
        await using var keeping = await YearOld(automatic: true);
        var at = keeping.Clock.GetUtcNow();
        await keeping.Station.Tell(Facts.Retention, Administrator, new { step = Ledger.Begun, rule = "trail", period = "12 months", period_fr = "12 mois", count = 3, received_from = at, received_to = at });
        await keeping.Restart();
        await keeping.Look();
        Assert.Equal([true, false], keeping.Keeper.Ledger.Deletions.Select(d => d.Deletion is not null));
        Assert.Equal(2, (await keeping.Saw("p-1")).Count(line => line.StartsWith("2025", StringComparison.Ordinal)));
        keeping.Verify();
    }

    // Where the checkpoint, or the segment without what goes, is written before it takes its place, there is a folder.
    [Theory]
    [InlineData("checkpoint")]
    [InlineData("segment")]
    public async Task WhenTheDiskRefusesItIsToldAndTheSameDeletionIsFinishedLater(string refused)
    {
        await using var keeping = await YearOld(automatic: true);
        await keeping.Settled();
        await keeping.Station.Intake.Publish(null, TestContext.Current.CancellationToken);
        var first = Directory.GetFiles(Path.Combine(keeping.Journal, "segment")).Order(StringComparer.Ordinal).First();
        var blocked = (refused == "segment" ? first : Path.Combine(keeping.Journal, refused)) + ".new";
        Directory.CreateDirectory(blocked);
        await keeping.Look();
        var (waiting, ordered, still) = (keeping.Keeper.Waiting, keeping.Keeper.Ledger.Deletions, JournalReader.Open(keeping.Journal).Payload(1));
        Directory.Delete(blocked);
        Assert.NotNull(waiting);
        Assert.True(Assert.Single(ordered) is { Deletion: not null, Done: null });
        Assert.NotNull(still);
        await keeping.Look();
        Assert.Null(keeping.Keeper.Waiting);
        Assert.NotNull(Assert.Single(keeping.Keeper.Ledger.Deletions).Done);
        Assert.Equal(3, keeping.Verify().Erased);
        Assert.Equal(2, (await keeping.Saw("p-1")).Count(line => line.StartsWith("2025", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task OneSegmentOfManyDaysGoesOnlyWhenItsLastDayIsPast()
    {
        await using var keeping = new KeepingStation { Policy = RetentionPolicy.Shipped with { Automatic = true } };
        await keeping.Restart();
        await keeping.BringDay();
        keeping.Clock.LeapTo(KeepingStation.Beginning.AddDays(1));
        await keeping.BringDay();
        keeping.Clock.LeapTo(KeepingStation.Beginning.AddDays(2));
        await keeping.BringDay();
        // As a journal of before days were parted: the frames of the first two segments in one.
        await keeping.Meanwhile(() =>
        {
            var files = Directory.GetFiles(Path.Combine(keeping.Journal, "segment")).Order(StringComparer.Ordinal).ToArray();
            Assert.Equal(3, files.Length);
            File.AppendAllBytes(files[0], File.ReadAllBytes(files[1]));
            File.Move(files[2], files[1], overwrite: true);
        });
        keeping.Verify();
        keeping.Clock.LeapTo(KeepingStation.Beginning.AddMonths(12).AddHours(12));
        await keeping.Look();
        Assert.Empty(keeping.Keeper.Ledger.Deletions);
        keeping.Clock.LeapTo(KeepingStation.Beginning.AddMonths(12).AddDays(1).AddHours(12));
        await keeping.Look();
        Assert.Equal(6, Assert.Single(keeping.Keeper.Ledger.Deletions).Count);
        Assert.Equal(6, keeping.Verify().Erased);
    }

    [Fact]
    public async Task TheTrailsServiceNoLongerAnswersWithWhatWent()
    {
        await using var keeping = new KeepingStation();
        var first = await keeping.BringDay();
        await using var site = Site.Build(new SiteOptions { Url = new Uri("http://127.0.0.1:0") }, keeping.Station, new Links(TimeProvider.System));
        await site.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(site.Urls.First()) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(Path.Combine(keeping.Folder, "data", "read-token")).Trim());
        var index = (Egide.Web.Tde.TraceIndex)site.Services.GetService(typeof(Egide.Web.Tde.TraceIndex))!;
        for (var i = 0; i < 200 && (index.Searchable <= first[^1] || !index.IsWhole); i++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(2, await Found(http));
        keeping.Clock.LeapTo(KeepingStation.Beginning.AddMonths(13));
        await keeping.BringDay();
        using (var still = await http.GetAsync(new Uri($"/fhir/AuditEvent/{first[0]}", UriKind.Relative), TestContext.Current.CancellationToken)) Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        await keeping.Look();
        Assert.Null(keeping.Keeper.Waiting);
        // What was read last before the deletion is not given after it.
        using var gone = await http.GetAsync(new Uri($"/fhir/AuditEvent/{first[0]}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        for (var i = 0; i < 200 && await Found(http) != 2; i++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("2025-01-10", await http.GetStringAsync(new Uri("/fhir/AuditEvent?patient=Patient/p-1", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await site.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task WhatPeopleDidGoesAfterItsTimeTooAndTheirHoldsStay()
    {
        await using var keeping = await YearOld(automatic: true);
        await keeping.Station.Tell(Facts.View, Approver, new { step = "asked", identifier = "x|1", reason = "a reason long enough" });
        keeping.Clock.LeapTo(KeepingStation.Beginning.AddMonths(13 + 37));
        await keeping.BringDay();
        await keeping.Look();
        Assert.Contains(keeping.Keeper.Ledger.Deletions, d => d is { Rule: "doings", Count: 1 });
        await keeping.Restart();
        Assert.DoesNotContain(keeping.Station.Doings.Last, d => d.Subject is not null);
        Assert.NotEmpty(keeping.Keeper.Ledger.Deletions);
        keeping.Verify();
    }

    private static async Task<KeepingStation> YearOld(bool automatic)
    {
        var keeping = new KeepingStation { Policy = RetentionPolicy.Shipped with { Automatic = automatic } };
        await keeping.Restart();
        await keeping.BringDay();
        keeping.Clock.LeapTo(KeepingStation.Beginning.AddMonths(13));
        await keeping.BringDay();
        await keeping.Settled();
        return keeping;
    }

    private static async Task<int> Found(HttpClient http) => JsonNode.Parse(await http.GetStringAsync(new Uri("/fhir/AuditEvent?patient=Patient/p-1", UriKind.Relative)))!["total"]!.GetValue<int>();
}
