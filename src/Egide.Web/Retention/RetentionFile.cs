using Egide.Web.SignIn;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Egide.Web.Retention;

/// <summary>Reads <c>retention.yaml</c>: how long a station keeps what. What it does not say is as shipped; anything else in it is refused.</summary>
public static class RetentionFile
{
    private const int Longest = 1 << 16;

    /// <summary>Its name in the data folder.</summary>
    public const string Name = "retention.yaml";

    /// <summary>The policy of a data folder, or of a file when one is named; as shipped when neither is there.</summary>
    /// <exception cref="SettingsException">It cannot be used as it is.</exception>
    public static RetentionPolicy Of(string data, string? file)
    {
        var path = file ?? Path.Combine(data, Name);
        return file is null && !File.Exists(path) ? RetentionPolicy.Shipped : Read(path);
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="SettingsException">It cannot be used as it is.</exception>
    public static RetentionPolicy Read(string path)
    {
        if (!File.Exists(path)) throw new SettingsException(new($"{path} n’existe pas. Donner le bon chemin.", $"{path} does not exist. Give the right path."));
        try
        {
            if (new FileInfo(path).Length > Longest) throw Wrong(path, "il est trop long", "it is too long");
            return Of(path, new DeserializerBuilder().WithDuplicateKeyChecking().Build().Deserialize<Shape?>(File.ReadAllText(path)) ?? new Shape());
        }
        catch (YamlException fault)
        {
            throw Wrong(path, $"ligne {fault.Start.Line}, clé inconnue ou écriture fautive", $"line {fault.Start.Line}, an unknown key or bad YAML");
        }
    }

    private static RetentionPolicy Of(string path, Shape shape)
    {
        var shipped = RetentionPolicy.Shipped;
        var policy = new RetentionPolicy
        {
            Trail = Of(path, "trail", shape.Trail, shipped.Trail), PersonsLog = Of(path, "persons_log", shape.PersonsLog, shipped.PersonsLog), Doings = Of(path, "doings", shape.Doings, shipped.Doings),
            HoldMargin = shape.Hold?.Margin is { } margin ? Period.Parse(margin) ?? throw NoPeriod(path, "hold, margin", margin) : shipped.HoldMargin,
            Automatic = shape.Automatic switch
            {
                null or "false" => false,
                "true" => true,
                var other => throw Wrong(path, $"« automatic » est true ou false, non « {other} »", $"'automatic' is true or false, not '{other}'"),
            },
        };
        // The log of an access begins when its record goes.
        if (!policy.PersonsLog.Period.IsLongerThan(policy.Trail.Period))
            throw Wrong(path, "« persons_log » n’est pas plus long que « trail » : ce qui est vu par personne doit rester après la trace", "'persons_log' is not longer than 'trail': what a person may know must outlast the trail");
        return policy;
    }

    private static Purpose Of(string path, string name, PurposeShape? given, Purpose shipped)
    {
        if (given is null) return shipped;
        var period = given.Period is null ? shipped.Period : Period.Parse(given.Period) ?? throw NoPeriod(path, name + ", period", given.Period);
        if (!string.IsNullOrWhiteSpace(given.Reason)) return new Purpose(period, new(given.Reason.Trim(), given.Reason.Trim()));
        return period == shipped.Period ? shipped : throw Wrong(path, $"« {name} » a une autre durée que celle livrée, sans « reason » : dire pourquoi", $"'{name}' has another period than the one shipped, and no 'reason': say why");
    }

    private static SettingsException NoPeriod(string path, string where, string given) =>
        Wrong(path, $"« {given} » ({where}) n’est pas une durée ; écrire par exemple 90 days, 12 months, 3 years", $"'{given}' ({where}) is no period; write for example 90 days, 12 months, 3 years");

    private static SettingsException Wrong(string path, string fr, string en) => new(new($"{path} est inutilisable : {fr}. Le corriger, puis relancer.", $"{path} cannot be used: {en}. Correct it and run again."));

    /// <summary>The file's shape.</summary>
    private sealed class Shape
    {
        [YamlMember(Alias = "automatic")]
        public string? Automatic { get; set; }

        [YamlMember(Alias = "trail")]
        public PurposeShape? Trail { get; set; }

        [YamlMember(Alias = "persons_log")]
        public PurposeShape? PersonsLog { get; set; }

        [YamlMember(Alias = "doings")]
        public PurposeShape? Doings { get; set; }

        [YamlMember(Alias = "hold")]
        public HoldShape? Hold { get; set; }
    }

    /// <summary>A purpose's shape.</summary>
    private sealed class PurposeShape
    {
        [YamlMember(Alias = "period")]
        public string? Period { get; set; }

        [YamlMember(Alias = "reason")]
        public string? Reason { get; set; }
    }

    /// <summary>A hold's shape.</summary>
    private sealed class HoldShape
    {
        [YamlMember(Alias = "margin")]
        public string? Margin { get; set; }
    }
}
