namespace Egide.EndToEnd;

/// <summary>The measurement runs on a small register, and where a PostgreSQL is, both give the same pages.</summary>
public class ExposureBenchTests
{
    [Fact]
    public async Task ASmallRegisterIsMeasuredAndPostgresAnswersTheSame()
    {
        var run = await Invocation.Of("bench", "exposure", "--regions", "0", "--persons", "20000", "--queries", "2000");
        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("20,000 persons", run.Out, StringComparison.Ordinal);
        Assert.Contains("incident of 1,000 queries, source not described", run.Out, StringComparison.Ordinal);
        if (run.Out.Contains("PostgreSQL: none", StringComparison.Ordinal)) return;
        Assert.Equal(4, run.Out.Split("same page, same order for 500 of 500").Length - 1);
    }
}
