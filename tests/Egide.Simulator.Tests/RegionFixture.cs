[assembly: AssemblyFixture(typeof(Egide.Simulator.Tests.RegionFixture))]

namespace Egide.Simulator.Tests;

/// <summary>One region with every attack, made once for all tests.</summary>
public sealed class RegionFixture : IDisposable
{
    public RegionFixture()
    {
        Options = new RegionOptions
        {
            Seed = 7, Professionals = 220, Patients = 6000, Density = .35, Out = Path.Combine(Path.GetTempPath(), "egide-region-" + Guid.NewGuid().ToString("N")),
            Attacks = ["grades-2025", "targeted", "session-theft", "slow-reader", "dormant"],
        };
        Summary = Region.Write(Options, null, TestContext.Current.CancellationToken);
    }

    public RegionOptions Options { get; }
    public RegionSummary Summary { get; }
    public string Root => Options.Out;

    public void Dispose() => Directory.Delete(Root, true);
}
