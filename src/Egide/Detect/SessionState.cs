using Egide.Detect.Models.Breadth;
using Egide.Detect.Models.Freeman;

namespace Egide.Detect;

/// <summary>A session while it is open: one account, one provider session, one address and browser.</summary>
internal sealed class SessionState
{
    public required AccountState Account { get; init; }

    public required SessionRecord Record { get; init; }

    /// <summary>Hash of the provider's session id; 0 when the trail names none.</summary>
    public ulong ProviderSession { get; init; }

    public int Family { get; set; } = -1;

    /// <summary>Who had long been silent when it began.</summary>
    public Silence Silence { get; init; }

    public SignIn SignIn { get; set; }

    public HashSet<long> Patients { get; } = [];

    public int Foreign { get; set; }

    public Enumeration Enumeration { get; } = new();

    public List<long>[] Evidence { get; } = [[], [], [], [], [], []];

    public Dictionary<ulong, int> Signatures { get; } = [];

    public void Keep(Family family, long position)
    {
        var kept = Evidence[(int)family];
        if (kept.Count < 24) kept.Add(position);
    }
}
