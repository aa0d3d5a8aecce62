namespace Egide.Web.Retention;

/// <summary>What rules are called.</summary>
internal static class RuleNames
{
    public static Text Of(string rule) => rule switch
    {
        Due.Trail => new("traces reçues", "records received"),
        Due.PersonsLog => new("journal des personnes", "person's log"),
        _ => new("actes dans la console", "what people did in the console"),
    };
}
