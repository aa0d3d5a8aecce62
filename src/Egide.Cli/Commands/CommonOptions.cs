using System.CommandLine;
using System.Globalization;

namespace Egide.Cli.Commands;

/// <summary>Options that several commands take.</summary>
internal static class CommonOptions
{
    /// <summary>An instant; a date without a zone is this machine's.</summary>
    public static Option<DateTimeOffset?> Instant(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var at)) return at;
            result.AddError(Language.Text($"{name} {text} n’est pas une date : l’écrire 2026-03-03 ou 2026-03-03T20:04:00Z.", $"{name} {text} is no date: write it 2026-03-03 or 2026-03-03T20:04:00Z."));
            return null;
        },
    };

    /// <summary>Refuses a time that ends before it begins: nothing would be in it.</summary>
    /// <exception cref="ArgumentException">It does.</exception>
    public static void InOrder(DateTimeOffset? since, DateTimeOffset? until)
    {
        if (since >= until) throw new ArgumentException(Language.Text("--since doit être avant --until : rien ne serait lu.", "--since must be before --until: nothing would be read."));
    }

    /// <summary>The budget of cases a day.</summary>
    public static Option<double> CasesPerDay() => new("--cases-per-day")
    {
        Description = "Cas par jour au plus. / Most cases a day.",
        DefaultValueFactory = _ => 5,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var cases) && cases is > 0 and < 1e9) return cases;
            result.AddError(Language.Text($"--cases-per-day {text} : donner un nombre au-dessus de 0, par exemple 5 ou 0.5.", $"--cases-per-day {text}: give a number above 0, for example 5 or 0.5."));
            return 0;
        },
    };
}
