using System.Globalization;
using System.Text.Json.Nodes;

namespace Egide.Oracle;

/// <summary>French patients as FHIR resources, with what makes searching hard: accents, ligatures, several names, partial dates, absences.</summary>
internal static class RandomRegister
{
    public static readonly string[] Families =
        ["Martin", "Dupont", "Dupond", "Lefèvre", "Lefebvre", "Lefèvre-Dupont", "Le Gall", "Legall", "L’Hôte", "D'Angelo", "de La Tour", "Müller", "Cœur", "Coeurdevey", "N'Guyen", "Nguyễn", "Saint-Étienne", "SAINT ETIENNE", "Böhm", "García", "Ménard", "Menard", "Œuvrard", "Strauß", "O'Brien", "Éluard", "Zoé", "Pâris", "Ba", "Li"];

    public static readonly string[] Givens =
        ["Éric", "Eric", "Jean", "Jean-Pierre", "Jean Pierre", "Zoé", "Zoë", "Marie", "Marie-Thérèse", "Françoise", "Anaïs", "Lætitia", "Laetitia", "Noël", "Chloé", "Ali", "Li", "Amélie", "André", "Andréa", "Loïc", "Maël", "Inès", "Ines", "Renée"];

    public static readonly string[] Cities = ["Paris", "Paray", "Saint-Étienne", "Saint Etienne", "Créteil", "L'Haÿ-les-Roses", "Aix-en-Provence", "Le Havre", "Orléans", "Évry"];
    public static readonly string[] Codes = ["75001", "75012", "42000", "42100", "94000", "94240", "13090", "76600", "45000", "2A004"];
    public static readonly string[] Streets = ["rue de l'Église", "avenue Foch", "bd Saint-Michel", "place d’Armes", "impasse des Œillets"];
    public const string Ins = "urn:oid:1.2.250.1.213.1.4.8";
    public static readonly string[] Hospitals = ["urn:oid:1.2.250.1.999.1", "https://chu.example.fr/ipp"];

    /// <summary>Patients with the ids <c>p00000</c> and on.</summary>
    public static List<JsonObject> Make(int count, Dice dice) => [.. Enumerable.Range(0, count).Select(i => One(string.Create(CultureInfo.InvariantCulture, $"p{i:00000}"), dice))];

    private static JsonObject One(string id, Dice dice)
    {
        var patient = new JsonObject { ["resourceType"] = "Patient", ["id"] = id };
        if (dice.Percent(70)) patient["active"] = dice.Percent(90);
        if (dice.Percent(95)) patient["gender"] = dice.Percent(94) ? dice.Of(["male", "female"]) : dice.Of(["other", "unknown"]);
        if (dice.Percent(95)) patient["birthDate"] = Birth(dice);
        var names = new JsonArray { Name(dice, "official") };
        if (dice.Percent(25)) names.Add(Name(dice, "maiden"));
        if (dice.Percent(97)) patient["name"] = names;
        var identifiers = new JsonArray();
        if (dice.Percent(70)) identifiers.Add(new JsonObject { ["system"] = Ins, ["value"] = (dice.Percent(50) ? "1" : "2") + dice.Digits(4) + (dice.Percent(5) ? "2A" : dice.Digits(2)) + dice.Digits(dice.Percent(20) ? 6 : 8) });
        if (dice.Percent(80)) identifiers.Add(new JsonObject { ["system"] = dice.Of(Hospitals), ["value"] = dice.Percent(30) ? "IPP" + dice.Digits(2) : dice.Digits(3) });
        if (dice.Percent(5)) identifiers.Add(new JsonObject { ["value"] = dice.Digits(3) });
        if (identifiers.Count > 0) patient["identifier"] = identifiers;
        var telecoms = new JsonArray();
        if (dice.Percent(60)) telecoms.Add(new JsonObject { ["system"] = "phone", ["value"] = Phone(dice) });
        if (dice.Percent(40)) telecoms.Add(new JsonObject { ["system"] = "email", ["value"] = Email(dice) });
        if (dice.Percent(5)) telecoms.Add(new JsonObject { ["system"] = "fax", ["value"] = Phone(dice) });
        if (telecoms.Count > 0) patient["telecom"] = telecoms;
        if (dice.Percent(60)) patient["address"] = new JsonArray { Address(dice) };
        return patient;
    }

    public static string Birth(Dice dice)
    {
        var day = new DateOnly(1920, 1, 1).AddDays(dice.Below(38_000));
        return day.ToString(dice.Below(40) switch { 0 => "yyyy", 1 => "yyyy-MM", _ => "yyyy-MM-dd" }, CultureInfo.InvariantCulture);
    }

    public static string Phone(Dice dice) => (dice.Percent(30) ? "+33 6 00 00 " : "06 00 00 ") + dice.Digits(2) + " " + dice.Digits(2);

    public static string Email(Dice dice) => dice.Of(["eric", "Zoe", "m.dupont", "n'guyen"]) + dice.Digits(1) + dice.Of(["@exemple.fr", "@Sante.example"]);

    private static JsonObject Name(Dice dice, string use)
    {
        var name = new JsonObject { ["use"] = use };
        if (dice.Percent(97)) name["family"] = dice.Of(Families);
        if (dice.Percent(95)) name["given"] = new JsonArray([.. Enumerable.Range(0, 1 + dice.Below(3)).Select(_ => (JsonNode)dice.Of(Givens))]);
        if (dice.Percent(5)) name["prefix"] = new JsonArray("Dr");
        return name;
    }

    private static JsonObject Address(Dice dice)
    {
        var address = new JsonObject { ["line"] = new JsonArray(dice.Digits(1) + " " + dice.Of(Streets)) };
        if (dice.Percent(95)) address["city"] = dice.Of(Cities);
        if (dice.Percent(95)) address["postalCode"] = dice.Of(Codes);
        if (dice.Percent(30)) address["country"] = "France";
        return address;
    }
}
