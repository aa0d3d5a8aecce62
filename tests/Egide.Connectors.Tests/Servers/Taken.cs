using Egide.Connectors.Files;
using Egide.Connectors.Live;
using Egide.Connectors.Tests.Files;
using Egide.Journal;
using Egide.Observe;
using Egide.Observe.Data;

namespace Egide.Connectors.Tests.Servers;

/// <summary>An intake over a journal of its own, and what it handed on.</summary>
internal sealed class Taken : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FileJournal _journal;

    public Taken()
    {
        _journal = FileJournal.Open(Path.Combine(_folder.Path, "journal"), "egide/test", Path.Combine(_folder.Path, "key"));
        Intake = new LiveIntake(_journal, [], DataMap.Shipped(), TimeProvider.System, Take, Quarantined.Add);
    }

    public LiveIntake Intake { get; }

    /// <summary>A folder for the state of ways in.</summary>
    public string Folder => _folder.Path;

    /// <summary>Accesses in the journal's order.</summary>
    public List<(EventKind Kind, RecordFormat Format, string? User, string? Login, string? Session, string? Address, string? Provider, DateTimeOffset At)> Accesses { get; } = [];

    public List<QuarantinedRecord> Quarantined { get; } = [];

    /// <summary>Waits until something holds; fails the test when it does not within ten seconds.</summary>
    public static async Task Until(Func<Task<bool>> holds, string what)
    {
        for (var i = 0; i < 200; i++)
        {
            if (await holds()) return;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Fail("did not happen: " + what);
    }

    public int Count
    {
        get
        {
            lock (Accesses) return Accesses.Count;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Intake.DisposeAsync();
        _journal.Dispose();
        _folder.Dispose();
    }

    private void Take(Access access, long received)
    {
        lock (Accesses)
        {
            Accesses.Add((access.Header.Kind, access.Header.Format, access.String(AccessText.UserId), access.String(AccessText.Login), access.String(AccessText.Session),
                access.String(AccessText.Address), access.String(AccessText.IdentityProvider), access.At));
        }
    }
}
