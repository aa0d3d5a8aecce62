using System.Globalization;
using System.Text;
using Egide.Connectors.Live;
using Egide.Journal;
using Egide.Observe.Context;
using Egide.Web.Live;
using Egide.Web.Retention;

namespace Egide.Web.Tests.Retention;

/// <summary>A station under a clock that leaps, in a folder of its own.</summary>
internal sealed class KeepingStation : IAsyncDisposable
{
    public static readonly DateTimeOffset Beginning = new(2025, 1, 10, 9, 0, 0, TimeSpan.Zero);

    private readonly RegionContext _context;

    public KeepingStation(RegionContext? context = null, DateTimeOffset? start = null)
    {
        (_context, Clock) = (context ?? new RegionContext(), new ShiftedClock(start ?? Beginning));
        Station = Open();
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("egide-keeping-").FullName;

    public ShiftedClock Clock { get; }

    public RetentionPolicy Policy { get; set; } = RetentionPolicy.Shipped with { Automatic = true };

    /// <summary>From the next start on.</summary>
    public int PostingsInMemory { get; set; } = 1 << 20;

    public Station Station { get; private set; }

    public Keeper Keeper => Station.Keeper;

    public string Journal => Path.Combine(Folder, "data", "journal");

    public async Task<IReadOnlyList<long>> Bring(string origin, params string[] records) =>
        (await Station.Intake.Take(new Delivery(origin, [.. records.Select(r => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(r))]), CancellationToken.None)).Positions;

    /// <summary>Reads of two patients' records, an hour apart, today.</summary>
    public Task<IReadOnlyList<long>> BringDay() =>
        Bring("fhir here", Samples.Fhir("p-1", At(0)), Samples.Fhir("p-2", At(1)), Samples.Fhir("p-1", At(2), name: "Dr Paul Ébrard"));

    public string At(int hours) => Clock.GetUtcNow().AddHours(-3 + hours).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>Waits until all that came was judged, then looks.</summary>
    public async Task Look()
    {
        await Settled();
        await Keeper.Look(TestContext.Current.CancellationToken);
    }

    public async Task Settled()
    {
        for (var i = 0; i < 200 && (await Station.Still(flow => flow.IsWaiting) || i == 0); i++) await Task.Delay(50, TestContext.Current.CancellationToken);
        await Station.Redraw();
    }

    public async Task<List<string>> Saw(string patient) =>
        [.. (await Station.WhoSaw("urn:oid:1.2.250.1.213.1.4.8|" + patient)).Select(a => $"{a.At:yyyy-MM-dd} {a.Name ?? a.Account} {string.Join('+', a.Categories)} {a.Why.En} {a.Grade} @{a.Position}")];

    public async Task Restart()
    {
        await Station.DisposeAsync();
        Station = Open();
        await Station.Redraw();
    }

    public Verification Verify()
    {
        var found = Verifier.VerifyJournal(Journal);
        Assert.True(found.Whole, $"{found.Fault} {found.Where} {found.Position}");
        return found;
    }

    /// <summary>Stops without <see cref="Restart"/>'s start, to change the journal's files meanwhile.</summary>
    public async Task Meanwhile(Action change)
    {
        await Station.DisposeAsync();
        change();
        Station = Open();
        await Station.Redraw();
    }

    public async ValueTask DisposeAsync()
    {
        await Station.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private Station Open() => Station.Open(new StationOptions { Data = Path.Combine(Folder, "data"), Key = Path.Combine(Folder, "key"), Lateness = TimeSpan.FromMilliseconds(100), Retention = Policy, PostingsInMemory = PostingsInMemory }, _context, [], Clock, CancellationToken.None);
}
