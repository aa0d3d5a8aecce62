using System.Text.Json;
using Egide.Scope;

namespace Egide.Cli.Scoping;

/// <summary>An extent as of a journal position: what is stated, how it was counted, under which assumptions. No person is named in it.</summary>
internal sealed record ExtentStatement
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    public int SchemaVersion { get; init; } = 1;

    public required string Incident { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required string Version { get; init; }

    public required JournalPosition Journal { get; init; }

    /// <summary>SHA-256 of the context's patients, organisations and profiles.</summary>
    public required string Register { get; init; }

    /// <summary>SHA-256 of the evidence on the sessions.</summary>
    public required string Evidence { get; init; }

    public required IReadOnlyList<string> Accounts { get; init; }

    public required Bounds Persons { get; init; }

    public required IReadOnlyDictionary<string, Bounds> Categories { get; init; }

    public required IReadOnlyDictionary<string, Bounds> Controllers { get; init; }

    public required IReadOnlyDictionary<string, int> Replay { get; init; }

    /// <summary>What professionals had said by then, by session.</summary>
    public required IReadOnlyDictionary<string, string> Words { get; init; }

    public required IReadOnlyList<string> Profiles { get; init; }

    public required IReadOnlyList<string> Assumptions { get; init; }

    public required long PersonRows { get; init; }

    public required string PersonDigest { get; init; }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    public static ExtentStatement Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<ExtentStatement>(File.ReadAllBytes(file), Options) ?? throw new InvalidDataException(file);
        }
        catch (JsonException)
        {
            throw new InvalidDataException(Language.Text($"{file} n’est pas une étendue figée (extent.json).", $"{file} is no frozen extent (extent.json)."));
        }
    }
}
