using System.Text.Json;

namespace Egide.Scope;

/// <summary>
/// What a result keeps so that its extent can be drawn up again: the names behind the trail's numbers, the evidence on
/// each session of the incidents, and which register it was answered by.
/// </summary>
public sealed record CaseFile
{
    /// <summary>The file's name in a result.</summary>
    public const string Name = "case.json";

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Version of this file's shape.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Paths the context was read from, as given: trails' paths first.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>SHA-256 of what the context said of patients, organisations and sources, in hexadecimal.</summary>
    public required string Register { get; init; }

    /// <summary>Sources by number.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>Controllers by number.</summary>
    public required IReadOnlyList<string> Controllers { get; init; }

    /// <summary>Accounts by number: key and professional's name.</summary>
    public required IReadOnlyList<CaseName> Accounts { get; init; }

    /// <summary>Incidents.</summary>
    public required IReadOnlyList<CaseIncident> Incidents { get; init; }

    /// <summary>Writes it into a result's folder.</summary>
    public void Write(string folder) => File.WriteAllBytes(Path.Combine(folder, Name), JsonSerializer.SerializeToUtf8Bytes(this, Options));

    /// <summary>Reads it.</summary>
    /// <exception cref="FileNotFoundException">The folder is no result, or one made before this file was.</exception>
    /// <exception cref="InvalidDataException">It is not whole.</exception>
    public static CaseFile Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path)) throw new FileNotFoundException($"{path}: ?");
        try
        {
            return JsonSerializer.Deserialize<CaseFile>(File.ReadAllBytes(path), Options) ?? throw new InvalidDataException($"{path} is empty.");
        }
        catch (JsonException)
        {
            throw new InvalidDataException($"{path} is not whole: run egide investigate again.");
        }
    }
}
