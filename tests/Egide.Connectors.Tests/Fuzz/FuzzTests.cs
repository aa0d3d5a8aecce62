using System.Diagnostics;
using CsCheck;

namespace Egide.Connectors.Fuzz;

/// <summary>
/// No bytes make a reader throw or hang. Each target runs for a second, or as many as EGIDE_FUZZ_SECONDS says, with another
/// random seed every run (<c>./test --fuzz MINUTES</c>); what breaks a promise is kept as a case.
/// </summary>
public class FuzzTests
{
    private static readonly int Seconds = int.TryParse(Environment.GetEnvironmentVariable("EGIDE_FUZZ_SECONDS"), out var seconds) ? seconds : 1;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private static readonly Dictionary<string, Target> Targets = new(StringComparer.Ordinal)
    {
        ["fhirjson"] = FuzzTargets.FuzzFhirJson, ["fhirxml"] = FuzzTargets.FuzzFhirXml, ["dicom"] = FuzzTargets.FuzzDicom, ["syslog"] = FuzzTargets.FuzzSyslog,
        ["query"] = FuzzTargets.FuzzQuery, ["keycloak"] = LogTargets.FuzzKeycloak, ["lemonldap"] = LogTargets.FuzzLemonLdap, ["windows"] = LogTargets.FuzzWindows,
        ["lemonsession"] = LogTargets.FuzzLemonSession, ["samba"] = LogTargets.FuzzSamba, ["set"] = LogTargets.FuzzSet,
        ["weblog"] = LogTargets.FuzzWebLog, ["mapped"] = LogTargets.FuzzMapped, ["file"] = FileTargets.FuzzFile, ["context"] = FileTargets.FuzzContext,
    };

    private delegate void Target(ReadOnlySpan<byte> input);

    public static TheoryData<string> Names => [.. Targets.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AnyBytes(string target) => Mutation.Of(target is "file" or "context" ? Seeds.Files : Seeds.All).Sample(input => Try(target, input, keep: true), time: Seconds, threads: 1);

    [Theory]
    [MemberData(nameof(Names))]
    public void SeedsThemselvesPass(string target)
    {
        foreach (var seed in Seeds.All.Concat(Seeds.Files)) Try(target, seed, keep: false);
    }

    [Fact]
    public void CasesThatOnceBrokePass()
    {
        foreach (var (target, path) in Cases.All()) Try(target, File.ReadAllBytes(path), keep: false);
    }

    private static void Try(string target, byte[] input, bool keep)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            Targets[target](input);
        }
        catch (Exception fault) when (keep)
        {
            throw new InvalidOperationException($"{target}: {fault.Message}; the input is kept as {Cases.Keep(target, input)}", fault);
        }

        var took = Stopwatch.GetElapsedTime(start);
        if (took < Longest) return;
        // A machine that paused is not a reader that hangs: only what is slow twice is.
        start = Stopwatch.GetTimestamp();
        Targets[target](input);
        took = Stopwatch.GetElapsedTime(start);
        Assert.True(took < Longest, $"{target}: {input.Length} bytes took {took}{(keep ? "; kept as " + Cases.Keep(target, input) : "")}");
    }
}
