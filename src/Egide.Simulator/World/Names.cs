namespace Egide.Simulator;

/// <summary>Common French names, the frequent first, and place-like families to fill the tail.</summary>
internal static class Names
{
    public static readonly string[] Family = Families();
    public static readonly double[] FamilyWeights = Zipf(Family.Length, .72);
    public static readonly string[] Female = Split(
        "Marie Jeanne Françoise Monique Catherine Nathalie Isabelle Jacqueline Sylvie Anne Martine Sophie Christine Nicole Valérie Sandrine Stéphanie Julie Céline Camille Chloé Léa Manon Emma Inès Jade Louise Alice Lina Zoé Aurélie Émilie Laura Sarah Pauline Mathilde Clara Anaïs Lucie Marine Charlotte Élodie Hélène Brigitte Denise Simone Odette Yvette Fatima Aïcha Khadija Nadia Samira Agnès Véronique Patricia Laurence Karine Corinne Dominique Élisabeth Geneviève Thérèse Solange Paulette Renée Rose Victoire Juliette Eva Nina Anna Romane");
    public static readonly string[] Male = Split(
        "Jean Pierre Michel André Philippe René Louis Alain Jacques Bernard Marcel Daniel Roger Robert Paul Claude Christian Henri Georges Nicolas François Patrick Gérard Christophe Joseph Julien Maurice Laurent Frédéric Éric David Stéphane Pascal Sébastien Alexandre Thomas Olivier Antoine Raymond Guy Dominique Charles Didier Maxime Vincent Thierry Lucas Hugo Théo Gabriel Raphaël Arthur Jules Adam Nathan Léo Mohamed Karim Rachid Mehdi Yann Loïc Erwan Mathieu Romain Quentin Clément Valentin Benjamin Florian Kévin Jérôme Bruno Serge Gilles Xavier");
    public static readonly double[] GivenWeights = Zipf(Math.Min(Female.Length, Male.Length), .55);
    public static readonly string[] Streets = Split(
        "rue_des_Lilas avenue_de_la_Gare rue_du_Moulin place_de_l'Église rue_Victor-Hugo chemin_des_Vignes rue_Jean-Jaurès boulevard_de_la_Mer impasse_des_Acacias rue_Pasteur route_de_la_Forêt rue_de_la_Fontaine allée_des_Tilleuls quai_du_Port rue_du_Stade");
    public static readonly (string Code, string City)[] Cities =
    [
        ("99000", "Valmer"), ("99100", "Brissange"), ("99200", "Sainte-Ode"), ("99300", "Montreval"), ("99110", "Port-Briant"), ("99210", "Le Marais"),
        ("99220", "Hauteval"), ("99010", "Clairmont"), ("99020", "Saint-Aubert"), ("99120", "Kerlouan-sur-Mer"), ("99310", "Roquebelle"), ("99320", "Vieux-Pont"),
    ];

    public static double[] Zipf(int n, double s)
    {
        var cumulative = new double[n];
        var sum = 0.0;
        for (var i = 0; i < n; i++)
            cumulative[i] = sum += Math.Pow(i + 3, -s);
        return cumulative;
    }

    /// <summary>Capitals without accents, as identity bases index names.</summary>
    public static string Fold(string name)
    {
        var text = name.ToUpperInvariant().Normalize(System.Text.NormalizationForm.FormD);
        return string.Concat(text.Where(c => c < 128));
    }

    private static string[] Families()
    {
        var common = Split(
            "Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefèvre Faure André Mercier Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu Gautier Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Dufour Meunier Brun Blanchard Giraud Joly Rivière Lucas Brunet Gaillard Barbier Arnaud Martinez Gérard Roche Renard Schmitt Roy Leroux Colin Vidal Caron Picard Roger Fabre Aubert Lemoine Renaud Dumas Lacroix Olivier Philippe Bourgeois Pierre Benoît Rey Leclerc Payet Rolland Leclercq Guillaume Lecomte Lopez Jean Dupuy Guillot Hubert Berger Carpentier Sanchez Dupuis Moulin Louis Deschamps Huet Vasseur Perez Boucher Fleury Royer Klein Jacquet Adam Paris Poirier Marty Aubry Guyot Carré Charles Renault Charpentier Ménard Maillard Baron Bertin Bailly Hervé Schneider Fernandez Le_Gall Collet Léger Bouvier Julien Prévost Millet Perrot Daniel Le_Roux Cousin Germain Breton Besson Langlois Rémy Le_Goff Pelletier Lévêque Perrier Leblanc Barré Lebrun Marchal Weber Mallet Hamon Boulanger Jacob Monnier Michaud Rodriguez Guichard Gillet Étienne Grondin Poulain Tessier Chevallier Collin Chauvin Da_Silva Bouchet Gay Lemaître Bénard Maréchal Humbert Reynaud Antoine Hoarau Perret Barthélemy Cordier Pichon Lejeune Gilbert Lamy Delaunay Pasquier Carlier Laporte Benali Traoré Diallo Nguyen Haddad Bouzid");
        string[] stems = Split("Bel Beau Mont Val Gran Char Roch Clair Cour Dor Fau Gal Har Lan Mau Pel Quen Ras Ser Tré Vau Ker");
        string[] ends = Split("ard in eau et ier ois el aud ant ez ac mont val elle");
        return [.. common, .. stems.SelectMany(s => ends.Select(e => s + e))];
    }

    private static string[] Split(string text) => [.. text.Split(' ').Select(w => w.Replace('_', ' '))];
}
