using System.Diagnostics;

namespace Egide.EndToEnd;

/// <summary>What the documents tell a reader to type does work.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task EveryCommandOfTheReadmeRuns()
    {
        var commands = Commands();
        if (commands.Count == 0)
        {
            Assert.Skip("README.md has no command beginning with ./egide.");
            return;
        }

        using var folder = new TemporaryFolder();
        foreach (var command in commands)
        {
            var (code, error) = await Run(command, folder);
            Assert.True(code is 0 or 1, $"{command}\nexit code {code}\n{error}");
        }
    }

    [Theory]
    [InlineData(""), InlineData("investigate"), InlineData("verify"), InlineData("simulate"), InlineData("bench"), InlineData("serve"), InlineData("forward"), InlineData("export"), InlineData("retain"), InlineData("package")]
    public async Task HelpShowsAnExampleAndTheNamePeopleType(string command)
    {
        var said = await Invocation.Of([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal(0, said.Code);
        Assert.Contains(said.Out.Split('\n'), line => line.StartsWith("    egide " + command, StringComparison.Ordinal) && !line.Contains('[', StringComparison.Ordinal));
        Assert.DoesNotContain("Egide.Cli", said.Out, StringComparison.Ordinal);
    }

    // bench is left out: it measures, and takes its time.
    [Fact]
    public async Task TheExamplesOfHelpRun()
    {
        using var folder = new TemporaryFolder();
        foreach (var command in (string[])["", "verify", "simulate", "serve"])
        {
            var said = await Invocation.Of([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
            var example = said.Out.Split('\n').First(line => line.StartsWith("    egide ", StringComparison.Ordinal) && !line.Contains('[', StringComparison.Ordinal)).Trim();
            var (code, error) = await Run("./" + example, folder);
            Assert.True(code is 0 or 1, $"{example}\nexit code {code}\n{error}");
        }
    }

    private static List<string> Commands()
    {
        var readme = Path.Combine(Places.Repository, "README.md");
        var commands = new List<string>();
        var fenced = false;
        foreach (var line in File.Exists(readme) ? File.ReadLines(readme) : [])
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) fenced = !fenced;
            else if (fenced && line.StartsWith("./egide ", StringComparison.Ordinal)) commands.Add(line);
        }

        return commands;
    }

    // It serves until it is asked to stop.
    private static async Task EndOnceServing(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.Contains("/sign-in?secret=", StringComparison.Ordinal)) continue;
            using var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            return;
        }
    }

    // As written, from the repository's root; only what it writes, and reads back, goes to a folder of the test's own.
    private static async Task<(int Code, string Error)> Run(string command, TemporaryFolder folder)
    {
        var words = string.Join(' ', command.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word =>
            word is "out" or "region" || word.StartsWith("out/", StringComparison.Ordinal) || word.StartsWith("region/", StringComparison.Ordinal) ? folder[word] : word));
        var serves = words.StartsWith("./egide serve ", StringComparison.Ordinal);
        if (serves) words = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"exec {words} --data {folder["serve"]} --urls {Serving.FreeUrl()}");
        var start = new ProcessStartInfo("bash", ["-c", words]) { WorkingDirectory = Places.Repository, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["EGIDE_KEY"] = folder.Key;
        using var process = Process.Start(start)!;
        if (serves) await EndOnceServing(process);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + error);
    }
}
