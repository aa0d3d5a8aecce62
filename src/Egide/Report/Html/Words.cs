using System.Globalization;
using Egide.Detect;
using Egide.Observe;
using Egide.Scope;

namespace Egide.Report.Html;

/// <summary>
/// One language and one time zone: how sentences, numbers and instants are written. Formats are spelled out here so
/// that a report does not change with the machine's locale data.
/// </summary>
internal sealed class Words(string language, TimeZoneInfo zone)
{
    private static readonly string[] FrenchMonths =
        ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc."];

    private static readonly string[] EnglishMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    public bool French { get; } = language != "en";

    public string Language => French ? "fr" : "en";

    public TimeZoneInfo Zone => zone;

    private NumberFormatInfo Numbers => French ? Typography.FrenchNumbers : Typography.EnglishNumbers;

    /// <summary>A sentence of ours, with French typography put in.</summary>
    public string Say(string fr, string en) => French ? Typeset(fr) : en;

    public string Of(Text text) => text.In(Language);

    public string Number(long value) => value.ToString("N0", Numbers);

    public string Decimal(double value) => value.ToString("0.0", Numbers);

    public string Probability(double value) => value.ToString("0.000", Numbers);

    public string Percent(double share) => (share * 100).ToString("0", Numbers) + (French ? "\u202F%" : "%");

    /// <summary>A number and its noun; French says one for nought too.</summary>
    public string Count(long n, string oneFr, string manyFr, string oneEn, string manyEn) =>
        Number(n) + "\u00A0" + (French ? n < 2 ? oneFr : manyFr : n == 1 ? oneEn : manyEn);

    public string Persons(long n) => Count(n, "personne", "personnes", "person", "people");

    public string Day(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var month = (French ? FrenchMonths : EnglishMonths)[local.Month - 1];
        var day = French && local.Day == 1 ? "1er" : local.Day.ToString(CultureInfo.InvariantCulture);
        return $"{day}\u00A0{month}";
    }

    public string Date(DateTimeOffset at) =>
        Day(at) + "\u00A0" + TimeZoneInfo.ConvertTime(at, zone).Year.ToString("0000", CultureInfo.InvariantCulture);

    public string Clock(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Day and time, as a table has it.</summary>
    public string Instant(DateTimeOffset at) => Date(at) + (French ? " " : ", ") + Clock(at);

    /// <summary>Day and time, as a sentence has it.</summary>
    public string Spoken(DateTimeOffset at) => Date(at) + (French ? " à " : " at ") + Clock(at);

    /// <summary>A count between bounds, short.</summary>
    public string Range(Bounds bounds) => bounds.Lower == bounds.Upper
        ? Number(bounds.Lower)
        : $"{Number(bounds.Lower)} – {Number(bounds.Likely)} – {Number(bounds.Upper)}";

    public string Verdict(SessionVerdict verdict) => verdict switch
    {
        SessionVerdict.Intruder => Say("intrus", "intruder"),
        SessionVerdict.Carer => Say("soignant", "carer"),
        _ => Say("indécis", "undecided"),
    };

    /// <summary>A number of sessions by whose they are.</summary>
    public string Sessions(long n, SessionVerdict verdict) => verdict switch
    {
        SessionVerdict.Intruder => Say($"{Number(n)}\u00A0de l'intrus", $"{Number(n)}\u00A0the intruder's"),
        SessionVerdict.Carer => Say($"{Number(n)}\u00A0du soignant", $"{Number(n)}\u00A0the carer's"),
        _ => Count(n, "indécise", "indécises", "undecided", "undecided"),
    };

    /// <summary>A stretch of time, its day once when it is one day.</summary>
    public string Stretch(DateTimeOffset from, DateTimeOffset to) =>
        Date(from) == Date(to) ? Clock(from) == Clock(to) ? Instant(from) : $"{Instant(from)}\u00A0–\u00A0{Clock(to)}" : $"{Instant(from)} – {Instant(to)}";

    /// <summary>Where an address belongs.</summary>
    public string? Place(string? place) => place is null ? null : French ? Places.French(place) : place;

    /// <summary>Why a record was not read.</summary>
    public string Unread(string code) => Of(UnreadCode.Say(code));

    private static string Typeset(string text) => Typography.French(text).Replace('\'', '’');
}
