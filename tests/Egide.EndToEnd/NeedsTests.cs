using System.Diagnostics;

namespace Egide.EndToEnd;

/// <summary>What <c>./test</c> installs on a machine that lacks it, tried with an <c>apt-get</c> that only writes down what it was asked.</summary>
public sealed class NeedsTests
{
    [Fact]
    public async Task NothingIsInstalledWhenNothingIsMissing()
    {
        using var folder = Machine("0", "exit 0", "chromium", "xz", "rsyslogd");
        var (code, said, asked) = await Run(folder);
        Assert.Equal((0, "", ""), (code, said, asked));
    }

    [Fact]
    public async Task WhatIsMissingIsInstalledWithoutAsking()
    {
        using var folder = Machine("0", "exit 0", "xz", "rsyslogd");
        var (code, said, asked) = await Run(folder);
        Assert.Equal((0, ""), (code, said));
        Assert.Equal("noninteractive -qq -o DPkg::Lock::Timeout=120 update\nnoninteractive -qq -o DPkg::Lock::Timeout=120 install -y --no-install-recommends chromium\n", asked);
    }

    [Fact]
    public async Task AnUpdateThatFailsStillTriesTheInstall()
    {
        using var folder = Machine("0", "case \"$*\" in *update) exit 100;; esac", "xz", "rsyslogd");
        var (code, said, asked) = await Run(folder);
        Assert.Equal(0, code);
        Assert.Contains("update failed", said, StringComparison.Ordinal);
        Assert.Contains("install", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("not installed", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "exit 100", "apt-get install failed"), InlineData("1000", "exit 0", "only root may install")]
    public async Task WhatCannotBeInstalledIsSaidAndTheTestsGoOn(string user, string apt, string why)
    {
        using var folder = Machine(user, apt, "xz", "rsyslogd");
        var (code, said, _) = await Run(folder);
        Assert.Equal(0, code);
        Assert.Contains($"not installed: chromium ({why}", said, StringComparison.Ordinal);
    }

    private static TemporaryFolder Machine(string user, string apt, params string[] programs)
    {
        var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["bin"]);
        foreach (var program in programs) Program(folder, program, "exit 0");
        Program(folder, "id", "echo " + user);
        Program(folder, "env", "export \"$1\"; shift; exec \"$@\"");
        Program(folder, "apt-get", $"echo \"$DEBIAN_FRONTEND $*\" >>'{folder["asked"]}'\n{apt}");
        return folder;
    }

    private static void Program(TemporaryFolder folder, string name, string does)
    {
        File.WriteAllText(folder["bin", name], "#!/bin/bash\n" + does + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder["bin", name], UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private static async Task<(int Code, string Said, string Asked)> Run(TemporaryFolder folder)
    {
        var start = new ProcessStartInfo("/bin/bash", [Path.Combine(Places.Repository, "eng", "needs.sh")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = folder["bin"];
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said + await error, File.Exists(folder["asked"]) ? File.ReadAllText(folder["asked"]) : "");
    }
}
