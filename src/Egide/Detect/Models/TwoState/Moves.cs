namespace Egide.Detect.Models.TwoState;

/// <summary>A logarithm for each state.</summary>
internal readonly record struct Pair(double Carer, double Intruder)
{
    /// <summary>ln of the sum over both states.</summary>
    public double Total => SpecialFunctions.LogAdd(Carer, Intruder);
}

/// <summary>Transition probabilities in logarithms, from one event to the next.</summary>
internal readonly struct Moves(double enter, double leave)
{
    private readonly double _enter = Math.Log(enter);
    private readonly double _leave = Math.Log(leave);
    private readonly double _intruderStays = SpecialFunctions.LogOnePlus(-leave);

    /// <summary>ln P(carer next | carer now).</summary>
    public double CarerStays { get; } = SpecialFunctions.LogOnePlus(-enter);

    /// <summary>One step of the forward pass, before the next event's emission.</summary>
    public Pair Push(Pair from) => new(
        SpecialFunctions.LogAdd(from.Carer + CarerStays, from.Intruder + _leave),
        SpecialFunctions.LogAdd(from.Carer + _enter, from.Intruder + _intruderStays));

    /// <summary>One step of the backward pass, with the next event's emission in <paramref name="to"/>.</summary>
    public Pair Pull(Pair to) => new(
        SpecialFunctions.LogAdd(CarerStays + to.Carer, _enter + to.Intruder),
        SpecialFunctions.LogAdd(_leave + to.Carer, _intruderStays + to.Intruder));
}
