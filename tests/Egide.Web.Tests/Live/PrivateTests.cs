using Egide.Connectors.Live;
using Egide.Journal;
using Egide.Observe.Context;
using Egide.Web.Live;
using Egide.Web.SignIn;

namespace Egide.Web.Tests.Live;

/// <summary>What a station makes is its user's alone, and what an earlier version left open is closed.</summary>
public sealed class PrivateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("egide-private-").FullName;

    private string DataFolder => Path.Combine(_folder, "data");

    private string Key => Path.Combine(_folder, "keys", "journal.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task WhatAStationMakesIsItsUsersAlone()
    {
        if (OperatingSystem.IsWindows()) return;
        await Run();
        var made = Directory.EnumerateFileSystemEntries(DataFolder, "*", SearchOption.AllDirectories).Concat([DataFolder, Path.GetDirectoryName(Key)!, Key]).ToList();
        foreach (var name in new[] { "checkpoint", "feed-token", "read-token", "verifier.vkey" }) Assert.Contains(made, path => Path.GetFileName(path) == name);
        foreach (var name in new[] { "journal", "index", "keys" }) Assert.Contains(Path.Combine(DataFolder, name), made);
        Assert.All(made, path => Assert.True(Disk.IsPrivate(path), path));
    }

    [Fact]
    public async Task WhatAnEarlierVersionLeftOpenIsClosedAtTheStart()
    {
        if (OperatingSystem.IsWindows()) return;
        await Run();
        var elsewhere = Path.Combine(_folder, "elsewhere");
        await File.WriteAllTextAsync(elsewhere, "", TestContext.Current.CancellationToken);
        var left = Directory.EnumerateFileSystemEntries(DataFolder, "*", SearchOption.AllDirectories).Concat([DataFolder, Key, elsewhere]).ToList();
        foreach (var path in left) File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.GroupRead | UnixFileMode.OtherRead | (Directory.Exists(path) ? UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : 0));
        File.CreateSymbolicLink(Path.Combine(DataFolder, "link"), elsewhere);
        await Run();
        Assert.All(left.Where(path => path != elsewhere && Path.Exists(path)), path => Assert.True(Disk.IsPrivate(path), path));
        // What a link leads to is not the station's.
        Assert.False(Disk.IsPrivate(elsewhere));
    }

    private async Task Run()
    {
        await using var station = Station.Open(new StationOptions { Data = DataFolder, Key = Key }, new RegionContext(), [], TimeProvider.System, TestContext.Current.CancellationToken);
        await using var site = Site.Build(new SiteOptions { Url = Served.FreeUrl() }, station, new Links(TimeProvider.System));
        await site.StartAsync(TestContext.Current.CancellationToken);
        await station.Intake.Take(new Delivery("fhir", [new ReadOnlyMemory<byte>("{\"resourceType\":\"Patient\"}"u8.ToArray())]), TestContext.Current.CancellationToken);
        await station.Intake.Publish(null, TestContext.Current.CancellationToken);
        await site.StopAsync(TestContext.Current.CancellationToken);
    }
}
