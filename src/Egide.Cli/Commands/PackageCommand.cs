using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace Egide.Cli.Commands;

/// <summary><c>egide package</c>: one self-contained program, and a Debian package of it with its systemd unit.</summary>
internal static class PackageCommand
{
    private static readonly string[] Files = ["egide.service", "egide.env", "postinst"];

    public static Command Make()
    {
        var output = new Option<string>("--out") { Description = "Dossier du paquet. / Folder of the package.", Required = true };
        var language = Language.Option();
        var command = new Command("package", "Un programme autonome et un paquet Debian, depuis les sources. / One self-contained program and a Debian package, from the sources.\n\n  egide package --out out/package") { output, language };
        command.SetAction(async (parsed, cancel) =>
        {
            Language.Set(parsed.GetValue(language));
            var (root, to) = (Root(), Path.GetFullPath(parsed.GetValue(output)!));
            var program = Path.Combine(to, "egide");
            await Run("dotnet", ["publish", Path.Combine(root, "src", "Egide.Cli"), "-c", "Release", "-r", "linux-x64", "--self-contained", "-p:PublishSingleFile=true", "-p:IncludeNativeLibrariesForSelfExtract=true",
                "-p:NuGetLockFilePath=obj/package.lock.json", "-p:DebugType=none", "-o", Path.Combine(to, "publish"), "--nologo", "-v", "quiet"], cancel);
            File.Move(Path.Combine(to, "publish", "Egide.Cli"), program, overwrite: true);
            Directory.Delete(Path.Combine(to, "publish"), recursive: true);
            Console.WriteLine(program);
            Console.WriteLine(await Debian(root, to, program, cancel));
            return Edge.Done;
        });
        return command;
    }

    private static async Task<string> Debian(string root, string to, string program, CancellationToken cancel)
    {
        var version = typeof(PackageCommand).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
        var tree = Path.Combine(to, "deb");
        if (Directory.Exists(tree)) Directory.Delete(tree, recursive: true);
        foreach (var folder in new[] { "DEBIAN", "usr/bin", "lib/systemd/system", "etc/egide" }) Directory.CreateDirectory(Path.Combine(tree, folder));
        string[] places = ["lib/systemd/system/egide.service", "etc/egide/egide.env", "DEBIAN/postinst"];
        foreach (var (file, place) in Files.Zip(places)) File.Copy(Path.Combine(root, "eng", "package", file), Path.Combine(tree, place));
        File.Copy(program, Path.Combine(tree, "usr/bin/egide"));
        await File.WriteAllTextAsync(Path.Combine(tree, "DEBIAN", "conffiles"), "/etc/egide/egide.env\n", cancel);
        await File.WriteAllTextAsync(Path.Combine(tree, "DEBIAN", "control"), string.Create(CultureInfo.InvariantCulture,
            $"Package: egide\nVersion: {version}\nArchitecture: amd64\nMaintainer: Égide <egide@localhost>\nSection: admin\nPriority: optional\nDepends: libc6, libgcc-s1, libstdc++6, libssl3, libicu72 | libicu74 | libicu76, tzdata, adduser | passwd\nDescription: live watch over the audit trails of a health region\n Which accounts are in other hands, whose data was seen, with proof.\n"), cancel);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(tree, "DEBIAN", "postinst"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        var package = Path.Combine(to, string.Create(CultureInfo.InvariantCulture, $"egide_{version}_amd64.deb"));
        await Run("dpkg-deb", ["--root-owner-group", "-Zxz", "-z1", "--build", tree, package], cancel);
        Directory.Delete(tree, recursive: true);
        return package;
    }

    // A package is made of the sources it stands for, so this works from a clone alone.
    private static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Egide.slnx"))) return at.FullName;
        throw new ArgumentException(Language.Text("egide package se lance depuis un clone des sources : ./egide package --out out/package.", "egide package is run from a clone of the sources: ./egide package --out out/package."));
    }

    private static async Task Run(string program, IEnumerable<string> arguments, CancellationToken cancel)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
            var said = await process.StandardOutput.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != 0) throw new IOException($"{program}: {said.Trim()}");
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            throw new IOException(Language.Text($"{program} n’est pas installé.", $"{program} is not installed."), fault);
        }
    }
}
