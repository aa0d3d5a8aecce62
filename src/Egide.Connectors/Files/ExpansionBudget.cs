namespace Egide.Connectors.Files;

/// <summary>What one file on disk may still expand to, over all its layers and entries.</summary>
internal sealed class ExpansionBudget(IntakeLimits limits, long compressedLength)
{
    private readonly long _limit = Math.Min(
        limits.Expanded,
        Math.Max(limits.RatioFloor, compressedLength > long.MaxValue / limits.Ratio ? long.MaxValue : compressedLength * limits.Ratio));

    private long _expanded;
    private int _entries;

    public bool Exhausted { get; private set; }

    public Text Reason { get; private set; }

    public void Expand(int bytes)
    {
        _expanded += bytes;
        if (_expanded <= _limit || Exhausted) return;
        Exhausted = true;
        Reason = new(
            $"Il se décompresse en plus de {_limit} octets à partir de {compressedLength} (limite {limits.Ratio}:1 au-delà de {limits.RatioFloor} octets) ; "
            + "le reste n’a pas été lu. Si c’est un vrai journal, le décompresser d’abord et donner les fichiers.",
            $"It expands to more than {_limit} bytes from {compressedLength} (limit {limits.Ratio}:1 above {limits.RatioFloor} bytes); "
            + "the rest was not read. If it is a real log, unpack it first and give the unpacked files.");
    }

    public void Enter()
    {
        if (++_entries <= limits.Entries || Exhausted) return;
        Exhausted = true;
        Reason = new(
            $"Il contient plus de {limits.Entries} entrées ; le reste n’a pas été lu. Le décompresser d’abord et donner les fichiers.",
            $"It holds more than {limits.Entries} entries; the rest was not read. Unpack it first and give the unpacked files.");
    }
}
