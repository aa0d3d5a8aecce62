namespace Egide.Connectors.Live;

/// <summary>A way in: listens, polls or tails, and brings what comes to the intake.</summary>
public interface ISource
{
    /// <summary>What people are shown of it while it runs.</summary>
    WayIn State { get; }

    /// <summary>
    /// Runs until cancelled. A fault of one sender or one poll is counted, told in <see cref="State"/> and gone past; only what keeps the
    /// way in from ever working (an address in use, an unreadable certificate) is thrown.
    /// </summary>
    /// <param name="intake">Takes what comes; what it does not take is not acknowledged.</param>
    /// <param name="cancel">Stops it; returns when what was begun is settled.</param>
    Task Run(LiveIntake intake, CancellationToken cancel);
}
