namespace Egide.Cli.Bench;

/// <summary>
/// Names distributed as in France: the commonest is borne by a third of a percent, a thousand by a quarter of all, and a
/// long tail by a handful each (Zipf and Mandelbrot's law). The commonest are real, the tail is made of syllables.
/// </summary>
internal sealed class FrenchNames
{
    private static readonly string[] CommonFamilies =
    [
        "Martin", "Bernard", "Thomas", "Petit", "Robert", "Richard", "Durand", "Dubois", "Moreau", "Laurent", "Simon", "Michel", "Lefèvre", "Leroy", "Roux", "David", "Bertrand", "Morel",
        "Fournier", "Girard", "Bonnet", "Dupont", "Lambert", "Fontaine", "Rousseau", "Vincent", "Muller", "Lefebvre", "Faure", "André", "Mercier", "Blanc", "Guérin", "Boyer", "Garnier",
        "Chevalier", "François", "Legrand", "Gauthier", "Garcia", "Perrin", "Robin", "Clément", "Morin", "Nicolas", "Henry", "Roussel", "Mathieu", "Gautier", "Masson", "Marchand", "Duval",
        "Denis", "Dumont", "Marie", "Lemaire", "Noël", "Meyer", "Dufour", "Meunier", "Brun", "Blanchard", "Giraud", "Joly", "Rivière", "Lucas", "Brunet", "Gaillard", "Barbier", "Arnaud",
    ];

    private static readonly string[] CommonGivens =
    [
        "Marie", "Jean", "Pierre", "Michel", "André", "Philippe", "Nathalie", "Isabelle", "Alain", "Patrick", "Catherine", "Nicolas", "Christophe", "Daniel", "Sylvie", "Françoise", "Christian",
        "Laurent", "Frédéric", "Stéphane", "Céline", "Sandrine", "Valérie", "Thomas", "Julien", "Sophie", "Aurélie", "Camille", "Léa", "Lucas", "Emma", "Hugo", "Chloé", "Manon", "Jeanne", "Louis",
        "Jacques", "Bernard", "Monique", "Anne", "Hélène", "Élodie", "Émilie", "Julie", "Kévin", "Alexandre", "Maxime", "Antoine", "Paul", "Louise", "Gabriel", "Raphaël", "Jade", "Alice", "Inès",
    ];

    private static readonly string[] Syllables =
        ["ba", "bre", "cha", "cor", "da", "del", "du", "es", "fer", "ga", "gou", "ha", "ker", "la", "le", "li", "mar", "mo", "nan", "ni", "pel", "pou", "qué", "ri", "rous", "sa", "ti", "tou", "va", "vi", "yol", "zé"];

    private static readonly string[] Endings = ["ain", "ard", "aud", "eau", "el", "er", "ès", "et", "ez", "ic", "ier", "in", "oin", "on", "ot", "y"];

    private readonly string[] _texts;
    private readonly double _shift;

    private FrenchNames(string[] common, int distinct, double shift)
    {
        _shift = shift;
        _texts = new string[distinct];
        for (var i = 0; i < distinct; i++) _texts[i] = i < common.Length ? common[i] : Made((ulong)i);
    }

    /// <summary>Family names, the distinct ones as numerous as in a large region.</summary>
    public static FrenchNames Families { get; } = new(CommonFamilies, 200_000, 30);

    /// <summary>Given names.</summary>
    public static FrenchNames Givens { get; } = new(CommonGivens, 4_000, 12);

    /// <summary>The name for a number between 0 and 1: even numbers give names as often as they are borne.</summary>
    public string At(double even) => _texts[Math.Min(_texts.Length - 1, (int)(_shift * Math.Pow((_texts.Length + _shift) / _shift, even) - _shift))];

    private static string Made(ulong number)
    {
        var draw = Draw.Of(number, 7);
        var name = "";
        for (var i = 2 + (int)(draw % 2); i > 0; i--) name += Syllables[(draw >>= 5) % (ulong)Syllables.Length];
        name += Endings[(draw >> 5) % (ulong)Endings.Length];
        name = char.ToUpperInvariant(name[0]) + name[1..];
        return (draw >> 12) % 40 == 0 ? "Le " + name : (draw >> 12) % 40 == 1 ? name + "-" + CommonFamilies[(draw >> 20) % (ulong)CommonFamilies.Length] : name;
    }
}
