using System.Reflection;
using System.Text.RegularExpressions;
using Egide.Web.Pages;

namespace Egide.EndToEnd;

/// <summary>The house's rules, read from its assemblies and its sources.</summary>
public sealed partial class HouseTests
{
    private static readonly Dictionary<string, string[]> StagesSeen = new(StringComparer.Ordinal)
    {
        ["Observe"] = [], ["Detect"] = ["Observe"], ["Scope"] = ["Observe", "Detect"], ["Contain"] = ["Observe", "Detect"],
        ["Notify"] = ["Observe", "Detect", "Scope", "Contain"], ["Protect"] = ["Observe", "Detect", "Scope", "Contain", "Notify"],
        ["Report"] = ["Observe", "Detect", "Scope", "Contain", "Notify", "Protect"],
    };

    [Theory]
    [InlineData("Egide.Journal", ""), InlineData("Egide.Simulator", ""), InlineData("Egide", "Egide.Journal"), InlineData("Egide.Connectors", "Egide Egide.Journal")]
    [InlineData("Egide.Web", "Egide Egide.Connectors Egide.Journal"), InlineData("Egide.Cli", "Egide Egide.Connectors Egide.Journal Egide.Simulator Egide.Web")]
    public void AssembliesDependOnlyOnWhatIsBelowThem(string assembly, string allowed)
    {
        var ours = Assembly.Load(assembly).GetReferencedAssemblies().Select(name => name.Name!).Where(name => name.StartsWith("Egide", StringComparison.Ordinal));
        Assert.Empty(ours.Except(allowed.Split(' ')));
    }

    [Fact]
    public void ProjectsAreReferencedAsTheHouseDrawsThem()
    {
        var edges = Directory.GetFiles(Places.Sources, "*.csproj", SearchOption.AllDirectories).SelectMany(project =>
            ProjectReference().Matches(File.ReadAllText(project)).Select(to => $"{Path.GetFileNameWithoutExtension(project)} -> {to.Groups[1].Value}"));
        Assert.Equal(["Egide -> Egide.Journal", "Egide.Cli -> Egide", "Egide.Cli -> Egide.Connectors", "Egide.Cli -> Egide.Journal", "Egide.Cli -> Egide.Simulator", "Egide.Cli -> Egide.Web", "Egide.Connectors -> Egide", "Egide.Web -> Egide", "Egide.Web -> Egide.Connectors"],
            edges.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AStageUsesOnlyStagesToItsLeft()
    {
        var root = Path.Combine(Places.Sources, "Egide");
        var folders = Directory.GetDirectories(root).Select(Path.GetFileName).Where(name => name is not ("bin" or "obj"));
        Assert.Empty(folders.Except(StagesSeen.Keys));
        var wrong = from stage in StagesSeen where Directory.Exists(Path.Combine(root, stage.Key))
                    from file in Places.SourceFiles(Path.Combine(root, stage.Key))
                    from used in StageName().Matches(Code(file)).Select(match => match.Groups[1].Value)
                    where used != stage.Key && !stage.Value.Contains(used)
                    select $"{Path.GetRelativePath(root, file)} uses Egide.{used}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void FilesAreShort()
    {
        var lengths = Places.SourceFiles(Places.Sources).Select(file => (Lines: File.ReadLines(file).Count(), file)).OrderBy(file => file.Lines).ToList();
        Assert.DoesNotContain(lengths, file => file.Lines > 500);
        Assert.InRange(lengths[lengths.Count / 2].Lines, 1, 80);
    }

    [Fact]
    public void APublicTypeHasAFileOfItsName()
    {
        var wrong = from file in Places.SourceFiles(Places.Sources)
                    let types = PublicType().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value).ToList()
                    where types.Distinct().Count() > 1 || (types.Count > 0 && Path.GetFileNameWithoutExtension(file).Split('.')[0] != types[0])
                    select $"{Path.GetRelativePath(Places.Sources, file)}: {string.Join(", ", types)}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void NoFolderIsAJunkRoom()
    {
        string[] junk = ["Common", "Utils", "Helpers", "Managers", "Services", "Core"];
        var names = Directory.GetDirectories(Places.Sources, "*", SearchOption.AllDirectories)
            .Where(folder => !folder.Contains("/obj/", StringComparison.Ordinal) && !folder.Contains("/bin/", StringComparison.Ordinal))
            .SelectMany(folder => Path.GetFileName(folder).Split('.'));
        Assert.Empty(names.Intersect(junk, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void NothingIsLeftUnfinished() =>
        Assert.DoesNotContain(Places.SourceFiles(Places.Sources), file => Unfinished().IsMatch(File.ReadAllText(file)));

    [Fact]
    public void AnInterfaceHasTwoImplementations()
    {
        var sources = Places.SourceFiles(Places.Sources).Select(Code).ToList();
        var interfaces = sources.SelectMany(source => Interface().Matches(source)).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(interfaces);
        Assert.DoesNotContain(interfaces.Select(name => (name, count: sources.Sum(source => Regex.Count(source, Implementing(name))))), found => found.count < 2);
    }

    [Fact]
    public void WhatAWayInCountsHasAName()
    {
        var keys = from folder in "Egide.Connectors Egide.Web".Split(' ')
                   from file in Places.SourceFiles(Path.Combine(Places.Sources, folder))
                   from line in Code(file).Split('\n')
                   where Counts().IsMatch(line)
                   from key in Counted().Matches(line).Select(match => match.Groups[1].Value)
                   select key;
        Assert.DoesNotContain(keys.Distinct(), key => CountNames.Of(key).Fr == key && key is not "rotations");
    }

    [Fact]
    public void OnlyTheSimulatorKnowsTheTruth()
    {
        var readers = Places.SourceFiles(Places.Sources).Where(file => !Path.GetRelativePath(Places.Sources, file).StartsWith("Egide.Simulator", StringComparison.Ordinal))
            .Where(file => TruthFolder().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName);
        // The measurement holds results against the truth; the walk keeps everything else from it.
        Assert.Equal(["FolderWalk.cs", "RegionTruth.cs"], readers.Order());
    }

    private static string Code(string file) => string.Join('\n', File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    private static string Implementing(string name) =>
        $@"\b(?:class|struct|record)\s+\w+(?:<[^>]*>)?\s*(?:\((?>[^()]|(?<open>\()|(?<-open>\)))*\))?\s*:[^{{;]*\b{name}\b";

    [GeneratedRegex("<ProjectReference Include=\"[^\"]*/([^/\"]+)\\.csproj\"")]
    private static partial Regex ProjectReference();

    // What is counted, and what an answer that was no success is counted as.
    [GeneratedRegex(@"(?:[sS]tate|\bway|\bHttp\w*|\bways)\.(?:Count|Failed|Refused|Unknown)\(|(?<![.\w])(?:count|Some|Failed|Refused)\((?:""|way|Way|Tls)|HttpStatusCode\.\w+ => \(|_ => \(""|public const string \w+ = ""(?:invalid|authentication)_")]
    private static partial Regex Counts();

    [GeneratedRegex("(?<=[(,?:=] ?)\"([a-z]+(?:_[a-z]+)*)\"")]
    private static partial Regex Counted();

    // "using Egide.Detect", "Egide.Detect.X", and what is written short inside namespace Egide: "Detect.X".
    [GeneratedRegex(@"(?<![\w.""])(?:global::)?(?:Egide\.)?(Observe|Detect|Scope|Contain|Notify|Protect|Report)(?=\.[A-Z]|;)")]
    private static partial Regex StageName();

    [GeneratedRegex(@"^public (?:(?:static|sealed|abstract|partial|readonly|ref|unsafe) )*(?:class|struct|interface|enum|record(?: struct| class)?|delegate [\w<>\[\]?, ]+?) (\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"\b(?:TODO|FIXME|HACK|XXX|NotImplementedException)\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^\s*(?:public |internal )?(?:partial )?interface (\w+)", RegexOptions.Multiline)]
    private static partial Regex Interface();

    [GeneratedRegex("\"truth\"|truth/|\"summary\\.json\"|\"exposed\\.csv\"|Simulator\\.Truth")]
    private static partial Regex TruthFolder();
}
