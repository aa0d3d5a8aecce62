using NJsonSchema;

namespace Egide.EndToEnd;

/// <summary>What the program writes holds to the schemas it publishes.</summary>
public sealed class SchemaTests(Sample sample)
{
    [Theory]
    [InlineData("incidents.json", "incidents"), InlineData("sources.json", "sources")]
    public async Task ADocumentIsValid(string file, string name)
    {
        var schema = await Schema(name);
        Assert.Empty(schema.Validate(await File.ReadAllTextAsync(Path.Combine(sample.French, file), TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("findings.ndjson", "finding"), InlineData("quarantine.ndjson", "quarantine")]
    public async Task EachLineIsValid(string file, string name)
    {
        var schema = await Schema(name);
        var lines = File.ReadLines(Path.Combine(sample.French, file)).ToList();
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Empty(schema.Validate(line)));
    }

    [Fact]
    public async Task TheSchemasRefuseWhatIsNotTheirs()
    {
        Assert.NotEmpty((await Schema("incidents")).Validate("[{\"id\":1}]"));
        Assert.NotEmpty((await Schema("finding")).Validate("{}"));
    }

    private static Task<JsonSchema> Schema(string name) => JsonSchema.FromFileAsync(Path.Combine(Places.Repository, "schemas", name + ".schema.json"));
}
