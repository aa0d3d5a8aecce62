using System.Globalization;
using System.Text.Json.Nodes;

namespace Egide.Oracle;

/// <summary>
/// Searches over everything a replay understands. Left out, because this server answers them otherwise than FHIR R4 says and a
/// profile has no word for it: <c>:exact</c> (it looks for the text anywhere, 3.1.1.4.8), several dates in one <c>birthdate</c>
/// (it refuses the comma, 3.1.1.4.3), and several values after <c>:not</c> (R4 leaves that open).
/// </summary>
internal static class RandomQueries
{
    /// <summary>A question (without pages), and whether it compares texts, in which this server leaves the standard.</summary>
    public static (string Query, bool IsTextual) One(IReadOnlyList<JsonObject> register, Dice dice)
    {
        var patient = dice.Of(register);
        var parts = new List<(string Text, bool IsTextual)>();
        // One criterion, or several together as IHE PDQm suppliers must take them.
        for (var i = dice.Below(10) switch { < 5 => 1, < 8 => 2, _ => 3 }; i > 0; i--) parts.Add(Criterion(dice.Percent(85) ? patient : dice.Of(register), dice));
        if (dice.Percent(8)) parts.Add(("_sort=" + dice.Of(["family", "-birthdate", "_id", "given,birthdate"]), false));
        if (dice.Percent(5)) parts.Add(("_format=json", false));
        return (string.Join('&', parts.Select(p => p.Text)), parts.Any(p => p.IsTextual));
    }

    private static (string Text, bool IsTextual) Criterion(JsonObject patient, Dice dice)
    {
        var name = patient["name"] is JsonArray names ? dice.Of([.. names]) : null;
        var given = name?["given"] is JsonArray givens ? Text(dice.Of([.. givens])) : null;
        var address = patient["address"]?[0];
        switch (dice.Below(15))
        {
            case 0 or 1: return String("family", Text(name?["family"]) ?? dice.Of(RandomRegister.Families), RandomRegister.Families, dice);
            case 2: return String("given", given ?? dice.Of(RandomRegister.Givens), RandomRegister.Givens, dice);
            case 3: return String("name", given ?? dice.Of(RandomRegister.Families), RandomRegister.Givens, dice);
            case 4 or 5: return (Birth(Text(patient["birthDate"]) ?? RandomRegister.Birth(dice), dice), false);
            case 6: return (Gender(Text(patient["gender"]) ?? "unknown", dice), false);
            case 7 or 8: return (Identifier(patient["identifier"] is JsonArray all ? dice.Of([.. all]) : null, dice), false);
            case 9: return (Telecom(patient, dice), false);
            case 10: return String("address", address is null ? "rue" : dice.Of([Text(address["line"]![0])!, Text(address["city"]) ?? "Paris", Text(address["postalCode"]) ?? "75001"]), RandomRegister.Streets, dice);
            case 11: return String("address-city", Text(address?["city"]) ?? dice.Of(RandomRegister.Cities), RandomRegister.Cities, dice);
            case 12: return String("address-postalcode", Text(address?["postalCode"]) ?? dice.Of(RandomRegister.Codes), RandomRegister.Codes, dice);
            case 13: return ("_id=" + Text(patient["id"]) + (dice.Percent(30) ? ",p00001,absent" : ""), false);
            default:
                var parameter = dice.Of(["family", "given", "name", "birthdate", "gender", "identifier", "phone", "email", "telecom", "address", "address-city", "address-postalcode", "active"]);
                return dice.Percent(30) ? (dice.Of(["active=true", "active=false"]), false) : (parameter + ":missing=" + dice.Of(["true", "false"]), false);
        }
    }

    private static (string Text, bool IsTextual) String(string parameter, string value, string[] others, Dice dice)
    {
        var modifier = dice.Percent(15) ? ":contains" : "";
        if (dice.Percent(60)) value = value[..(1 + dice.Below(value.Length))];
        else if (dice.Percent(20)) value = value[dice.Below(value.Length)..];
        value = dice.Below(6) switch { 0 => value.ToUpperInvariant(), 1 => value.ToLowerInvariant(), 2 when !value.Contains('ß', StringComparison.Ordinal) => Plain(value), _ => value };
        var encoded = Encode(value, dice);
        if (dice.Percent(15)) encoded += "," + Encode(dice.Of(others), dice);
        return (parameter + modifier + "=" + encoded, true);
    }

    private static string Birth(string date, Dice dice)
    {
        if (dice.Percent(40)) date = date[..(date.Length == 10 && dice.Percent(50) ? 7 : 4)];
        else if (dice.Percent(20) && date.Length == 10) date = DateOnly.Parse(date, CultureInfo.InvariantCulture).AddDays(dice.Below(5) - 2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var prefix = dice.Of(["", "", "", "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"]);
        return dice.Percent(15) ? $"birthdate=ge{date}&birthdate=lt{RandomRegister.Birth(dice)}" : $"birthdate={prefix}{date}";
    }

    private static string Gender(string gender, Dice dice) => dice.Below(10) switch
    {
        0 => "gender=http%3A%2F%2Fhl7.org%2Ffhir%2Fadministrative-gender%7C" + gender,
        1 => "gender=%7C" + gender,
        2 => "gender=male,female",
        3 or 4 => "gender:not=" + gender,
        _ => "gender=" + gender,
    };

    private static string Identifier(JsonNode? identifier, Dice dice)
    {
        var (system, value) = (Text(identifier?["system"]), Text(identifier?["value"]) ?? dice.Digits(3));
        if (dice.Percent(10)) value = value.ToLowerInvariant();
        if (dice.Percent(10) && value.Length > 12) value = value[..13];
        var token = dice.Below(10) switch { 0 => "|" + value, 1 => (system ?? RandomRegister.Hospitals[0]) + "|", < 5 => value, _ => (system ?? dice.Of(RandomRegister.Hospitals)) + "|" + value };
        return "identifier=" + Uri.EscapeDataString(token) + (dice.Percent(10) ? "," + dice.Digits(3) : "");
    }

    private static string Telecom(JsonObject patient, Dice dice)
    {
        var telecom = patient["telecom"] is JsonArray all ? dice.Of([.. all]) : null;
        var value = Text(telecom?["value"]) ?? (dice.Percent(50) ? RandomRegister.Phone(dice) : RandomRegister.Email(dice));
        if (dice.Percent(10)) value = value.Replace(" ", "", StringComparison.Ordinal);
        if (dice.Percent(10)) value = value.ToUpperInvariant();
        var parameter = dice.Percent(40) ? "telecom" : value.Contains('@', StringComparison.Ordinal) ? "email" : "phone";
        return parameter + "=" + Encode(value, dice);
    }

    // Servers see one text behind its ways of being written in an address.
    private static string Encode(string value, Dice dice)
    {
        var encoded = Uri.EscapeDataString(value);
        return dice.Percent(30) ? encoded.Replace("%20", "+", StringComparison.Ordinal) : encoded;
    }

    private static string Plain(string text) => string.Concat(text.Normalize(System.Text.NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark));

    private static string? Text(JsonNode? node) => node?.GetValue<string>();
}
