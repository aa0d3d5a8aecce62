namespace Egide.Detect.Models.TwoState;

/// <summary>
/// The forward half of <see cref="TwoStateModel"/> as a stream: P(intruder now | events so far). Sixteen bytes of state an
/// account. Not thread-safe.
/// </summary>
public struct TwoStateFilter
{
    private double _logOdds;
    private bool _started;

    /// <summary>Log-odds intruder : carer after the events so far.</summary>
    public readonly double LogOdds => _logOdds;

    /// <summary>P(intruder) after the events so far; 0 before the first.</summary>
    public readonly double Intruder => _started ? SpecialFunctions.Logistic(_logOdds) : 0;

    /// <summary>Takes the next event and gives P(intruder) after it.</summary>
    public double Next(TwoStateModel model, double ratio, bool opensSession)
    {
        if (!_started)
        {
            _started = true;
            _logOdds = model.FirstLogOdds + ratio;
        }
        else
        {
            var moved = model.Moves(opensSession).Push(new Pair(-SpecialFunctions.LogAdd(0, _logOdds), -SpecialFunctions.LogAdd(0, -_logOdds)));
            _logOdds = moved.Intruder - moved.Carer + ratio;
        }
        return Intruder;
    }
}
