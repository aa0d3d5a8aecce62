using System.Text;
using Egide.Connectors.LemonLdap;
using Egide.Connectors.Live;
using Egide.Connectors.Tests.Servers;
using Egide.Observe;

namespace Egide.Connectors.Tests.LemonLdap;

/// <summary>What a real portal's REST session server tells of real sign-ins.</summary>
public class LemonPollerTests
{
    [Fact]
    public async Task SessionsOfARealPortalAreSignInsAndSignOuts()
    {
        await using var taken = new Taken();
        await using var portal = await Portal.Start(taken.Folder);
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        var doctor = (await portal.SignIn("dwho", "dwho")).GetProperty("id").GetString()!;
        var state = await While(portal, taken, async () =>
        {
            await Taken.Until(() => Task.FromResult(taken.Count == 1), "the open session is a sign-in");
            await portal.SignIn("rtyler", "rtyler");
            await Taken.Until(() => Task.FromResult(taken.Count == 2), "so is the next");
        });
        Assert.Equal(2, state.Counts["records"]);
        Assert.True(state.Counts["requests"] > 1);
        var first = taken.Accesses[0];
        Assert.Equal((EventKind.SignIn, RecordFormat.LemonLdap, "dwho", "127.0.0.1"), (first.Kind, first.Format, first.Login, first.Address));
        Assert.Equal($"lemonldap:127.0.0.1:{portal.Address.Port}", first.Provider);
        Assert.InRange(first.At, before, DateTimeOffset.UtcNow);

        // A restart, with what it keeps and without: the journal knows what it has.
        await While(portal, taken, () => Task.Delay(500, TestContext.Current.CancellationToken));
        Directory.Delete(StateFolder(taken), recursive: true);
        state = await While(portal, taken, () => Task.Delay(500, TestContext.Current.CancellationToken));
        Assert.Equal((0, 2), (state.Counts["records"], state.Counts["repeated"]));
        Assert.Equal(2, taken.Count);

        // Signed out while nobody looks, seen when somebody looks again.
        await portal.SignOut(doctor);
        await While(portal, taken, () => Taken.Until(() => Task.FromResult(taken.Count == 3), "the sign-out is seen"));
        var last = taken.Accesses[2];
        Assert.Equal((EventKind.SignOut, "dwho", "127.0.0.1", first.Session), (last.Kind, last.Login, last.Address, last.Session));
        Assert.Empty(taken.Quarantined);
        Assert.Null(state.Fault);

        // The session's id is its cookie: it is nowhere but at the portal.
        await taken.Intake.Publish(null, TestContext.Current.CancellationToken);
        var records = Records(Path.Combine(taken.Folder, "journal"));
        Assert.Equal(3, records.Count);
        Assert.Contains(records, record => record.Contains(first.Session!, StringComparison.Ordinal));
        var noted = await File.ReadAllTextAsync(Path.Combine(StateFolder(taken), "sessions.json"), TestContext.Current.CancellationToken);
        Assert.Contains("rtyler", noted);
        Assert.All([.. records, noted], kept => Assert.DoesNotContain(doctor, kept));
        // Read again, a record says what it said when it came.
        var read = new AuditEvent();
        Assert.All(records, record => Assert.Equal(Decoding.Event, new RecordDecoder([]).Decode("lemonldap", DateTimeOffset.UtcNow, Encoding.UTF8.GetBytes(record), read)));
        Assert.Equal((EventKind.SignOut, "dwho", first.Session), (read.Kind, read.Agents[0].Name, read.SessionId));
    }

    [Theory]
    [InlineData("another key", Portal.Password, "key_file")]
    [InlineData(Portal.Key, "another password", "password_file")]
    public async Task WrongCredentialsAreToldWithoutThem(string key, string password, string advice)
    {
        await using var taken = new Taken();
        await using var portal = await Portal.Start(taken.Folder);
        await portal.SignIn("dwho", "dwho");
        var state = await While(portal, taken, () => Task.Delay(500, TestContext.Current.CancellationToken), key, password);
        Assert.True(state.Counts["unauthorised"] > 0);
        Assert.Contains(advice, state.Fault!.Value.What);
        foreach (var secret in new[] { key, password, Portal.Key, Portal.Password }) Assert.DoesNotContain(secret, state.Fault.Value.What);
        Assert.Equal(0, taken.Count);
    }

    [Fact]
    public async Task ASourcesFileNamesIt()
    {
        await using var taken = new Taken();
        await using var portal = await Portal.Start(taken.Folder);
        await portal.SignIn("dwho", "dwho");
        var (file, key) = (Path.Combine(taken.Folder, "sources.yaml"), Path.Combine(taken.Folder, "portal.key"));
        await File.WriteAllTextAsync(key, Portal.Key + "\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(taken.Folder, "portal.password"), Portal.Password + "\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, $"""
            sources:
              - kind: lemonldap
                server: {portal.Address}
                key_file: portal.key
                user: {Portal.User}
                password_file: portal.password
                ca: {portal.Authorities}
            """, TestContext.Current.CancellationToken);
        // The portal is here on Linux only.
        if (OperatingSystem.IsWindows()) return;
        foreach (var secret in new[] { key, Path.Combine(taken.Folder, "portal.password") }) File.SetUnixFileMode(secret, UnixFileMode.UserRead);
        var source = Assert.Single(SourcesFile.Read(file, taken.Folder, TimeProvider.System).Sources);
        await While(source, taken, () => Taken.Until(() => Task.FromResult(taken.Count == 1), "the session is taken"));
        Assert.Equal(("lemonldap", $"{portal.Address}sessions/global"), (source.State.Kind, source.State.Where));
    }

    [Fact]
    public void ClearTextIsRefused()
    {
        using var http = new HttpClient();
        Assert.Throws<ArgumentException>(() => new LemonPoller(new LemonPortal(new Uri("http://127.0.0.1/")), Portal.Key, null, Path.GetTempPath(), http, TimeProvider.System));
    }

    private static string StateFolder(Taken taken) => Path.Combine(taken.Folder, "lemonldap");

    private static List<string> Records(string journal)
    {
        var reader = new LiveReader(journal);
        return [.. Enumerable.Range(0, (int)reader.Count).Select(position => reader.Read(position, out _)).Where(entry => entry is { IsRecord: true }).Select(entry => Encoding.UTF8.GetString(entry!.Payload))];
    }

    private static async Task<WayIn> While(Portal portal, Taken taken, Func<Task> happens, string key = Portal.Key, string password = Portal.Password) =>
        await While(new LemonPoller(new LemonPortal(portal.Address) { User = Portal.User }, key, password, StateFolder(taken), portal.Http, TimeProvider.System)
        {
            Every = TimeSpan.FromMilliseconds(100), Patience = TimeSpan.FromMilliseconds(50),
        }, taken, happens);

    private static async Task<WayIn> While(ISource source, Taken taken, Func<Task> happens)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = source.Run(taken.Intake, stop.Token);
        await happens();
        await stop.CancelAsync();
        await running;
        return source.State;
    }
}
