namespace Egide.Detect.Models.Breadth;

/// <summary>Sums that halve together every half-life; instants are days since any fixed origin and need not increase.</summary>
internal struct FadingSum(double halfLifeDays)
{
    private readonly double _rate = Math.Log(2) / halfLifeDays;
    private double _day = double.NegativeInfinity;
    private double _first, _second;

    /// <summary>The sums as of a day.</summary>
    public readonly (double First, double Second) Read(double day)
    {
        var fade = Fade(day);
        return (_first * fade, _second * fade);
    }

    /// <summary>Adds to both sums.</summary>
    public void Add(double day, double first, double second)
    {
        var fade = Fade(day);
        _first = _first * fade + first;
        _second = _second * fade + second;
        _day = Math.Max(_day, day);
    }

    private readonly double Fade(double day) => day <= _day || double.IsNegativeInfinity(_day) ? 1 : Math.Exp(-_rate * (day - _day));
}
