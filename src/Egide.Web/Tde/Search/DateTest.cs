namespace Egide.Web.Tde.Search;

/// <summary>A date to compare with, and how: FHIR's prefixes (R4, 3.1.1.4.5).</summary>
internal sealed record DateTest(string Prefix, DateSpan Span)
{
    private static readonly string[] Prefixes = ["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"];

    /// <param name="written">As the client wrote it.</param>
    /// <param name="now">Microseconds: what is about the same is so by a tenth of how long ago it is.</param>
    public static DateTest? Parse(string written, long now)
    {
        var prefix = Prefixes.FirstOrDefault(p => written.StartsWith(p, StringComparison.Ordinal));
        if (DateSpan.Parse(prefix is null ? written : written[2..]) is not { } span) return null;
        if (prefix != "ap") return new DateTest(prefix ?? "eq", span);
        var margin = Math.Abs(now - span.Low) / 10;
        return new DateTest(prefix, new DateSpan(span.Low - margin, span.High + margin));
    }

    /// <summary>Whether a value of the record passes.</summary>
    public bool Holds(DateSpan value) => Prefix switch
    {
        "eq" => value.Low >= Span.Low && value.High <= Span.High,
        "ne" => value.Low < Span.Low || value.High > Span.High,
        "gt" => value.High > Span.High,
        "lt" => value.Low < Span.Low,
        "ge" => value.High > Span.High || (value.Low >= Span.Low && value.High <= Span.High),
        "le" => value.Low < Span.Low || (value.Low >= Span.Low && value.High <= Span.High),
        "sa" => value.Low > Span.High,
        "eb" => value.High < Span.Low,
        _ => value.Low <= Span.High && value.High >= Span.Low,
    };

    /// <summary>Earliest and latest instants that can pass.</summary>
    public (long Low, long High) Bounds => Prefix switch
    {
        "ne" => (long.MinValue, long.MaxValue),
        "gt" or "ge" or "sa" => (Span.Low, long.MaxValue),
        "lt" or "le" or "eb" => (long.MinValue, Span.High),
        _ => (Span.Low, Span.High),
    };
}
