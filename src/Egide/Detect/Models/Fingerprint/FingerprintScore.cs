namespace Egide.Detect.Models.Fingerprint;

/// <summary>What a fingerprint says of a block of symbols.</summary>
/// <param name="Raw">Tempered log-likelihood of others less that of the holder: larger is stranger. No calibrated nats.</param>
/// <param name="Carried">The block's <paramref name="Raw"/> and what the blocks before it left over: the value to rank by.</param>
/// <param name="Deviations">How many deviations <paramref name="Carried"/> lies above the account's accepted blocks.</param>
/// <param name="LogRatio">Log-likelihood ratio somebody else : holder in nats; 0 during the warm-up.</param>
/// <param name="IsAccepted">True when the block may be learnt as the holder's.</param>
public readonly record struct FingerprintScore(double Raw, double Carried, double Deviations, double LogRatio, bool IsAccepted);
