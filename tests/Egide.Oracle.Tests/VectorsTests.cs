using System.Text.Json;
using Egide.Connectors.Context;
using Egide.Connectors.Files;
using Egide.Observe;
using Egide.Observe.Context;
using Egide.Observe.Queries;
using Egide.Scope.Replay;

namespace Egide.Oracle;

/// <summary>The published population and the published queries, when they stand beside the repository.</summary>
public class VectorsTests
{
    [Fact]
    public void EveryPublishedQueryGivesAnAnswerOrSaysWhyNot()
    {
        var root = Vectors();
        var replayer = new Replayer(Synthea(root));
        var doubts = new SortedDictionary<Doubt, int>();
        foreach (var line in File.ReadLines(Path.Combine(root, "expected.jsonl")))
        {
            using var expected = JsonDocument.Parse(line);
            var transaction = expected.RootElement.GetProperty("types").EnumerateArray().Select(t => t.GetString()!).FirstOrDefault(t => t.StartsWith("ITI-", StringComparison.Ordinal));
            foreach (var text in expected.RootElement.GetProperty("queries").EnumerateArray())
            {
                var answer = Ask(replayer, QueryDecoder.Decode(text.GetString()!, transaction));
                doubts[answer.Doubt] = doubts.GetValueOrDefault(answer.Doubt) + 1;
                Assert.True(answer.Doubt != Doubt.None || answer.Possible.Count == 0);
            }
        }

        Assert.Equal("None 6, NotUnderstood 19", string.Join(", ", doubts.Select(d => $"{d.Key} {d.Value}")));
    }

    // Whether HL7 v2 and v3 take a beginning, or another case, for the name is the server's own affair: then she is possible.
    [Theory]
    [InlineData("Patient?family=Haley&birthdate=1958-02-25", "fhir", true)]
    [InlineData("MSH|^~\\&|A|B|C|D|2025||QBP^Q22^QBP_Q21|1|P|2.5\rQPD|IHE PDQ Query|1|@PID.5.1^HALEY~@PID.7^19580225\rRCP|I|10^RD", "v2", false)]
    [InlineData("MSH|^~\\&|A|B|C|D|2025||QBP^Q22^QBP_Q21|1|P|2.5\rQPD|IHE PDQ Query|1|@PID.5.1.1^Haley~@PID.7^19580225~@PID.8^M\rRCP|I|10^RD", "v2", true)]
    [InlineData("<PRPA_IN201305UV02><queryByParameter><parameterList><livingSubjectBirthTime><value value=\"19580225\"/></livingSubjectBirthTime><livingSubjectName><value><family>Haley</family></value></livingSubjectName></parameterList></queryByParameter></PRPA_IN201305UV02>", "v3", true)]
    [InlineData("<PRPA_IN201305UV02><queryByParameter><parameterList><livingSubjectBirthTime><value value=\"19580225\"/></livingSubjectBirthTime><livingSubjectName><value><family>Hal</family></value></livingSubjectName></parameterList></queryByParameter></PRPA_IN201305UV02>", "v3", false)]
    public void TheSameQuestionFindsTheSamePersonInEveryLanguage(string text, string language, bool isSure)
    {
        var context = Synthea(Vectors());
        var answer = Ask(new Replayer(context), QueryDecoder.Decode(text, language == "v3" ? "ITI-47" : null));
        Assert.Equal("010fd829-1ef3-49c9-98c4-df7561709bc7", context.Identities.IdOf(Assert.Single(isSure ? answer.Sure : answer.Possible)));
        Assert.Empty(isSure ? answer.Possible : answer.Sure);
    }

    private static Answer Ask(Replayer replayer, DecodedQuery query) => replayer.Run(query, SourceProfile.Standard, Instant.Day, Instant.Day, [(query.Offset ?? 0, query.Count ?? 100)]);

    private static RegionContext Synthea(string root)
    {
        var context = new RegionContext();
        var reader = new ContextReader(context, problem => Assert.Fail(problem.ToString()));
        foreach (var file in TrailFiles.Walk([Path.Combine(root, "synthea", "patients.csv")], problem => Assert.Fail(problem.ToString()))) Assert.True(reader.Read(file));
        reader.Complete();
        Assert.Equal(312, context.Identities.Count);
        return context;
    }

    private static string Vectors()
    {
        var shared = Environment.GetEnvironmentVariable("EGIDE_SHARED");
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); shared is null && at is not null; at = at.Parent)
            if (Directory.Exists(Path.Combine(at.FullName, "shared", "vectors"))) shared = Path.Combine(at.FullName, "shared");
        if (shared is null || !Directory.Exists(Path.Combine(shared, "vectors"))) Assert.Skip("no shared/vectors beside the repository, and EGIDE_SHARED is not set");
        return Path.Combine(shared, "vectors");
    }
}
