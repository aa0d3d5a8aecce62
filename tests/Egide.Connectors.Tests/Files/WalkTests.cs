using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Egide.Connectors.Files;
using ZstdSharp;

namespace Egide.Connectors.Tests.Files;

public class WalkTests
{
    private readonly List<IntakeProblem> _problems = [];

    [Fact]
    public void ArchivesAreOpenedByContentAndNested()
    {
        using var folder = new TemporaryFolder();
        var line = Encoding.UTF8.GetBytes("{\"a\":1}\n");
        folder.Write("b/2.txt", line);
        folder.Write("a.json", Gzip(line));
        folder.Write("b/1.log", Zstd(Tar(("in/x", line), ("in/y", Gzip(line)))));
        folder.Write("c.bin", Zip(("t.tar.gz", Gzip(Tar(("z", line)))), ("inner.zip", Zip(("w", line)))));
        var files = Read(folder.Path);
        Assert.Equal(["a.json", "b/1.log!in/x", "b/1.log!in/y", "b/2.txt", "c.bin!t.tar.gz!z", "c.bin!inner.zip!w"],
            files.Select(f => f.Name[(folder.Path.Length + 1)..]));
        Assert.All(files, f => Assert.Equal(line, f.Bytes));
        Assert.Empty(_problems);
    }

    [Fact]
    public void TruncatedAndDamagedArchivesGiveWhatTheyHaveAndSaySo()
    {
        using var folder = new TemporaryFolder();
        var noise = new byte[200_000];
        new Random(1).NextBytes(noise);
        folder.Write("1.gz", Gzip(noise)[..^5000]);
        folder.Write("2.zst", Zstd(noise)[..^5000]);
        folder.Write("3.zip", Zip(("a", noise))[..^5000]);
        folder.Write("4.tar", Tar(("a", noise))[..^50_000]);
        folder.Write("5.gz", [0x1F, 0x8B, 8, 0, 1, 2, 3]);
        folder.Write("6", []);
        var files = Read(folder.Path);
        Assert.Equal(["1.gz", "2.zst", "4.tar!a"], files.Select(f => f.Name[(folder.Path.Length + 1)..]));
        Assert.All(files, f => Assert.True(f.Bytes.Length > 100_000 && noise.AsSpan().StartsWith(f.Bytes)));
        var said = _problems.Select(p => p.Path[(folder.Path.Length + 1)..] + " " + p.Code).ToList();
        foreach (var name in new[] { "1.gz damaged", "2.zst damaged", "3.zip damaged", "4.tar damaged", "5.gz damaged", "6 empty" }) Assert.Contains(name, said);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(200_000)]
    [InlineData(3_000_000)]
    public void AGzipWithADamagedEndGivesAllItHoldsAndSaysSo(int length)
    {
        using var folder = new TemporaryFolder();
        var noise = new byte[length];
        new Random(2).NextBytes(noise.AsSpan(0, length / 2));
        var whole = Gzip(noise);
        folder.Write("1.gz", [.. whole[..^8], .. whole[^7..], 1]);
        folder.Write("2.gz", [.. whole[..^4], 9, 9, 9, 9]);
        folder.Write("3.gz", whole[..^3]);
        folder.Write("4.gz", [.. whole, .. "trailing"u8]);
        folder.Write("5.gz", [.. whole, .. whole, .. Gzip([]), .. new byte[600]]);
        var files = Read(folder.Path);
        Assert.Equal(["1.gz", "2.gz", "3.gz", "4.gz", "5.gz"], files.Select(f => Path.GetFileName(f.Name)));
        Assert.All(files[..4], f => Assert.Equal(noise, f.Bytes));
        Assert.Equal([.. noise, .. noise], files[4].Bytes);
        Assert.Equal(["1.gz checksum", "2.gz checksum", "3.gz checksum", "4.gz not gzip"],
            _problems.Select(p => Path.GetFileName(p.Path) + (p.Sentence.En.Contains("checksum", StringComparison.Ordinal) ? " checksum" : p.Sentence.En.Contains("not gzip", StringComparison.Ordinal) ? " not gzip" : "")));
        Assert.All(_problems, p => Assert.Equal((ProblemCode.Damaged, (long)length), (p.Code, p.Offset)));
    }

    [Fact]
    public void AGzipMayNameItsFileAndSayMoreInItsHeader()
    {
        using var folder = new TemporaryFolder();
        var plain = Gzip("log"u8.ToArray());
        folder.Write("1.gz", [.. plain[..3], 31, .. plain[4..10], 2, 0, 8, 8, .. "a.log"u8, 0, .. "c"u8, 0, 7, 7, .. plain[10..]]);
        folder.Write("2.gz", [.. plain[..3], 31, .. plain[4..10], 2, 0, 8, 8, .. "a.log"u8]);
        Assert.Equal("log"u8.ToArray(), Assert.Single(Read(folder.Path)).Bytes);
        Assert.EndsWith("2.gz", Assert.Single(_problems).Path, StringComparison.Ordinal);
    }

    [Fact]
    public void BombsStopAtTheLimit()
    {
        using var folder = new TemporaryFolder();
        var zeros = new byte[8 << 20];
        folder.Write("bomb.gz", Gzip(Gzip(zeros)));
        folder.Write("bomb.zip", Zip(("x.gz", Gzip(zeros)), ("y.gz", Gzip(zeros))));
        var deep = Encoding.UTF8.GetBytes("leaf");
        for (var i = 0; i < 10; i++) deep = Gzip(deep);
        folder.Write("deep", deep);
        var files = Read(folder.Path, new IntakeLimits { RatioFloor = 1 << 20 });
        Assert.All(files, f => Assert.True(f.Bytes.Length < 10 << 20));
        Assert.Contains(_problems, p => p.Path.EndsWith("bomb.gz", StringComparison.Ordinal) && p.Code == ProblemCode.ExpansionLimit);
        Assert.Contains(_problems, p => p.Path.EndsWith("deep", StringComparison.Ordinal) && p.Code == ProblemCode.NestingLimit);
        _problems.Clear();
        Assert.Contains(Read(folder.Path), f => f.Bytes.Length == 8 << 20);
    }

    [Fact]
    public void LinksPipesAndMissingPathsAreSaid()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "links and pipes are made with Linux tools");
        using var folder = new TemporaryFolder();
        folder.Write("d/a", [65]);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "d/up"), folder.Path);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "self"), "self");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "z-same"), "d/a");
        using (var mkfifo = Process.Start("mkfifo", Path.Combine(folder.Path, "pipe"))) mkfifo.WaitForExit();
        var files = Read([folder.Path, Path.Combine(folder.Path, "none")]);
        Assert.Single(files);
        Assert.Equal(
            ["d/up link-loop", "none not-found", "pipe not-a-regular-file", "self link-loop", "z-same same-file"],
            _problems.Select(p => p.Path[(folder.Path.Length + 1)..] + " " + p.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void OnlyTheAnswersOfASimulatedRegionAreLeftOutAndSaidToBe()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a/truth/events.csv", "attack,format,record,file,account,session,occurred,actor\n"u8.ToArray());
        folder.Write("a/truth/sessions.csv", [65]);
        folder.Write("b/truth/events.csv", "time,account\n"u8.ToArray());
        folder.Write("c/truth/access.log", [65]);
        folder.Write("d/truth", [65]);
        Assert.Equal(["b/truth/events.csv", "c/truth/access.log", "d/truth"], Read(folder.Path).Select(f => f.Name[(folder.Path.Length + 1)..]));
        var said = Assert.Single(_problems);
        Assert.Equal((ProblemCode.Answers, Path.Combine(folder.Path, "a", "truth")), (said.Code, said.Path));
    }

    [Fact]
    public void NoPermissionIsSaid()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName == "root") Assert.Skip("root may read everything");
        using var folder = new TemporaryFolder();
        if (OperatingSystem.IsLinux()) File.SetUnixFileMode(folder.Write("a", [65]), UnixFileMode.None);
        Assert.Empty(Read(folder.Path));
        Assert.Equal(ProblemCode.NoPermission, Assert.Single(_problems).Code);
    }

    [Fact]
    public void AGrowingFileIsReadUpToTheLengthSeenAtOpen()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("log", Encoding.UTF8.GetBytes("one\n"));
        foreach (var file in TrailFiles.Walk([path], _problems.Add))
        {
            File.AppendAllText(path, "two\n");
            using var copy = new MemoryStream();
            file.Open().CopyTo(copy);
            Assert.Equal("one\n", Encoding.UTF8.GetString(copy.ToArray()));
        }

        Assert.Equal((ProblemCode.Grew, 4L), (_problems[0].Code, _problems[0].Offset));
    }

    private List<(string Name, byte[] Bytes)> Read(string path, IntakeLimits? limits = null) => Read([path], limits);

    private List<(string Name, byte[] Bytes)> Read(string[] paths, IntakeLimits? limits = null)
    {
        var all = new List<(string, byte[])>();
        foreach (var file in TrailFiles.Walk(paths, _problems.Add, limits))
        {
            using var copy = new MemoryStream();
            file.Open().CopyTo(copy);
            all.Add((file.Name, copy.ToArray()));
        }

        return all;
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var into = new MemoryStream();
        using (var gzip = new GZipStream(into, CompressionLevel.Fastest, true)) gzip.Write(bytes);
        return into.ToArray();
    }

    private static byte[] Zstd(byte[] bytes)
    {
        using var into = new MemoryStream();
        using (var zstd = new CompressionStream(into, leaveOpen: true)) zstd.Write(bytes);
        return into.ToArray();
    }

    private static byte[] Tar(params (string Name, byte[] Bytes)[] files)
    {
        using var into = new MemoryStream();
        using (var tar = new TarWriter(into, leaveOpen: true))
        {
            foreach (var (name, bytes) in files) tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });
        }

        return into.ToArray();
    }

    private static byte[] Zip(params (string Name, byte[] Bytes)[] files)
    {
        using var into = new MemoryStream();
        using (var zip = new ZipArchive(into, ZipArchiveMode.Create, true))
        {
            foreach (var (name, bytes) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return into.ToArray();
    }
}
