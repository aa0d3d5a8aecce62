using Egide.Observe.Data;

namespace Egide.Scope;

/// <summary>One access to one person's data.</summary>
/// <param name="At">When.</param>
/// <param name="Account">With which account.</param>
/// <param name="Name">The professional's name, when an incident's account tells it.</param>
/// <param name="Categories">What was shown, codes of docs/outputs.md.</param>
/// <param name="Possible">What may have been shown besides, codes of the same.</param>
/// <param name="Controller">Whose record.</param>
/// <param name="Why">Why: care relationship, none known, an intruder.</param>
/// <param name="Grade">named, replayed or bounded.</param>
/// <param name="Position">Journal position.</param>
internal sealed record PersonAccess(DateTimeOffset At, string Account, string? Name, IReadOnlyList<string> Categories, IReadOnlyList<string> Possible, string? Controller, Text Why, string Grade, long Position)
{
    /// <summary>What was shown, in words: what is certain, then what may have been.</summary>
    public Text Shown
    {
        get
        {
            var (sure, maybe) = (Categories.Select(CategoryNames.Of).ToList(), Possible.Select(CategoryNames.Of).ToList());
            return new(
                string.Join(", ", sure.Select(name => name.Fr)) + (maybe.Count == 0 ? "" : $"{(sure.Count == 0 ? "" : " ; ")}peut-être {string.Join(", ", maybe.Select(name => name.Fr))}"),
                string.Join(", ", sure.Select(name => name.En)) + (maybe.Count == 0 ? "" : $"{(sure.Count == 0 ? "" : "; ")}perhaps {string.Join(", ", maybe.Select(name => name.En))}"));
        }
    }

    /// <summary>How it is known, in words; empty where the trail names the person.</summary>
    public Text How => Grade switch
    {
        "replayed" => new("Établi en rejouant la recherche.", "Established by running the search again."),
        "bounded" => new("La recherche a pu montrer cette personne, sans que ce soit certain.", "The search may have shown this person; it is not certain."),
        _ => new("", ""),
    };

    /// <summary>Codes of the categories in a set.</summary>
    public static IReadOnlyList<string> CodesOf(DataCategory categories) => [.. DataCategories.Each(categories).Select(DataCategories.Code)];
}
