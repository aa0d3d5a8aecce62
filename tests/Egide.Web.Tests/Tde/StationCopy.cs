using Egide.Observe.Context;
using Egide.Web.Live;
using Egide.Web.Tde.Postings;
using Egide.Web.Tests.Retention;

namespace Egide.Web.Tests.Tde;

/// <summary>What lies in a station's folder at some moment, as a kill would leave it, and a station started on it.</summary>
internal sealed class StationCopy : IAsyncDisposable
{
    private readonly Folder _folder = new();

    public Station Station { get; private set; } = null!;

    public Searching Searching { get; private set; } = null!;

    public static async Task<StationCopy> Of(KeepingStation keeping, bool withIndex)
    {
        var copy = new StationCopy();
        var (from, to) = (Path.Combine(keeping.Folder, "data"), Path.Combine(copy._folder.Path, "data"));
        if (withIndex) Lying(Path.Combine(from, "index"), Path.Combine(to, "index"));
        await keeping.Station.Intake.Publish(null, TestContext.Current.CancellationToken);
        Folder.Copy(Path.Combine(from, "journal"), Path.Combine(to, "journal"));
        File.Copy(Path.Combine(keeping.Folder, "key"), Path.Combine(copy._folder.Path, "key"));
        copy.Station = Station.Open(new StationOptions { Data = to, Key = Path.Combine(copy._folder.Path, "key"), Quiet = true, PostingsInMemory = keeping.PostingsInMemory }, new RegionContext(), [], keeping.Clock, CancellationToken.None);
        copy.Searching = await Searching.Over(copy.Station);
        Assert.Empty(copy.Searching.Said);
        return copy;
    }

    public async ValueTask DisposeAsync()
    {
        await Searching.DisposeAsync();
        await Station.DisposeAsync();
        _folder.Dispose();
    }

    // A copy takes longer than a kill: where the list is another after it, it is taken again.
    private static void Lying(string from, string to)
    {
        for (;;)
        {
            if (Directory.Exists(to)) Directory.Delete(to, recursive: true);
            var before = List(from);
            try
            {
                Folder.Copy(from, to);
                if (before.AsSpan().SequenceEqual(List(from)) && before.AsSpan().SequenceEqual(List(to))) return;
            }
            catch (FileNotFoundException)
            {
                // Dropped between its name and its bytes.
            }
        }
    }

    private static byte[] List(string folder) => File.Exists(Path.Combine(folder, RunList.Name)) ? File.ReadAllBytes(Path.Combine(folder, RunList.Name)) : [];
}
