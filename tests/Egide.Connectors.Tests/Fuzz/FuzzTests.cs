using System.Diagnostics;
using CsCheck;

namespace Egide.Connectors.Fuzz;

/// <summary>
/// No bytes make a decoder throw or hang. Each runs for two seconds, or as many as EGIDE_FUZZ_SECONDS says, with another
/// random seed every run; a failure prints the seed that repeats it.
/// </summary>
public class FuzzTests
{
    private static readonly int Seconds = int.TryParse(Environment.GetEnvironmentVariable("EGIDE_FUZZ_SECONDS"), out var seconds) ? seconds : 2;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private delegate void Target(ReadOnlySpan<byte> record);

    [Fact]
    public void FhirJson() => Run(FuzzTargets.FuzzFhirJson);

    [Fact]
    public void FhirXml() => Run(FuzzTargets.FuzzFhirXml);

    [Fact]
    public void Dicom() => Run(FuzzTargets.FuzzDicom);

    [Fact]
    public void Syslog() => Run(FuzzTargets.FuzzSyslog);

    [Fact]
    public void Query() => Run(FuzzTargets.FuzzQuery);

    [Fact]
    public void SeedsThemselvesPass()
    {
        foreach (var seed in Seeds.All)
        {
            foreach (var target in new Target[] { FuzzTargets.FuzzFhirJson, FuzzTargets.FuzzFhirXml, FuzzTargets.FuzzDicom, FuzzTargets.FuzzSyslog, FuzzTargets.FuzzQuery })
                target(seed);
        }
    }

    private static void Run(Target target) => Mutation.Of(Seeds.All).Sample(record =>
    {
        var start = Stopwatch.GetTimestamp();
        target(record);
        Assert.True(Stopwatch.GetElapsedTime(start) < Longest, "a record of " + record.Length + " bytes took longer than " + Longest);
    }, time: Seconds, threads: 1);
}
