using Egide.Observe;
using Egide.Observe.Context;
using Egide.Observe.Data;

namespace Egide.Scope.Replay;

/// <summary>Runs the questions of the incidents again and holds each answer against the evidence on it.</summary>
internal sealed class Reconstruction(RegionContext context)
{
    /// <summary>What not everybody has.</summary>
    public const DataCategory Optional = DataCategory.ContactPhone | DataCategory.ContactEmail | DataCategory.ContactAddress | DataCategory.IdentityIns | DataCategory.CarePractitioner;
    private readonly Replayer _replayer = new(context);

    /// <summary>Gives later pages whose list no record names to the one question long enough to have them, and answers all.</summary>
    public List<Asking> Run(IReadOnlyList<Asking> askings)
    {
        var questions = new List<Asking>(askings.Count);
        foreach (var asking in askings)
        {
            var longest = asking.MayContinue?.Where(a => a.Handle is null && Reaches(a, asking)).ToList();
            if (longest is not [var one]) questions.Add(asking);
            else
            {
                one.Handle = asking.Query.Continuation;
                one.Pages.AddRange(asking.Pages);
                one.Categories |= asking.Categories;
            }
        }

        foreach (var asking in questions) Run(asking);
        return questions;
    }

    // A list has a page only if it is longer than what the page passes over.
    private bool Reaches(Asking question, Asking page) =>
        _replayer.Matches(question.Query, context.ProfileOf(question.Source), question.From, question.To) > page.Pages.Max(p => p.Offset ?? 0);

    private void Run(Asking asking)
    {
        var profile = context.ProfileOf(asking.Source);
        var places = asking.Pages.Select(p => (Page: p, Place: p.Place(profile.Page))).ToList();
        var answer = asking.MayContinue is not null ? new Answer { Doubt = Doubt.PageAlone }
            : _replayer.Run(asking.Query, profile, asking.From, asking.To,
                [.. places.Where(p => p.Place is not null).Select(p => p.Place!.Value)], [.. places.Where(p => p.Place is null).DistinctBy(p => p.Page.Which).Select(p => p.Page.Size > 0 ? p.Page.Size : profile.Page)]);
        asking.Answer = answer;
        if (!asking.IsAnswered) return;
        var bound = asking.Bound;
        if (bound >= 0 && answer.Sure.Count > bound || asking.Pages.Max(p => p.Results) > answer.Matches)
        {
            Contradict(answer, bound);
            return;
        }

        if (bound < 0) return;
        answer.Most = (int)Math.Min(answer.Most, bound - answer.Sure.Count);
        if (answer.Most > 0) return;
        answer.Possible.Clear();
        answer.Doubt = Doubt.None;
    }

    // The evidence says fewer, or more, than the register: one of the two is wrong, and which is not known. Nobody is sure,
    // everybody found is possible, and whoever the evidence speaks of beyond them is some person not found.
    private static void Contradict(Answer answer, long bound)
    {
        answer.Beyond = bound < 0 ? -1 : Math.Max(0, bound - answer.Sure.Count - answer.Possible.Count);
        answer.Most += answer.Sure.Count;
        answer.Possible.AddRange(answer.Sure);
        answer.Sure.Clear();
        answer.Places.Clear();
        answer.Doubt = Doubt.Contradicted;
    }

    /// <summary>The pages that showed one who was shown for certain: those where its place lies, or that a part of where it can lie is on.</summary>
    /// <param name="asking">The question.</param>
    /// <param name="sure">Which of those its answer is sure of.</param>
    public IEnumerable<PageAsked> PagesOf(Asking asking, int sure)
    {
        var profile = context.ProfileOf(asking.Source);
        var (first, last) = asking.Answer.Places[sure];
        return asking.Pages.Where(page => page.Place(profile.Page) is { } place && PageSpan.Of([place], profile) is [var span] && first < span.To && last >= span.From);
    }

    /// <summary>The key of the person that a version of the register is of.</summary>
    public long PersonOf(int row) => (context.ClusterOfNode(context.Identities[row].Node) + 1) << 1;

    /// <summary>Its identifier as exposure files name it.</summary>
    public string IdentifierOf(int row) => context.Identities.SystemOf(row) + "|" + context.Identities.IdOf(row);

    /// <summary>Who is answerable for it.</summary>
    public string? ControllerOf(int row)
    {
        var cluster = context.ClusterOfNode(context.Identities[row].Node);
        return context.ControllerName(context.Identities[row].Controller) ?? context.Controller(cluster, context.Identities.SystemOf(row));
    }

    /// <summary>
    /// What an access that names its patient showed for certain and what it may have shown: as <see cref="ShownOf(int, DataCategory)"/>,
    /// of the records that the identifier stood for then. Where they differ, or the register has none, nothing is certain of what not everybody has.
    /// </summary>
    /// <param name="identifier"><c>system|value</c>.</param>
    /// <param name="at">When, microseconds.</param>
    /// <param name="shown">What such an access shows, by the data map.</param>
    public (DataCategory Sure, DataCategory Maybe) ShownOf(string identifier, long at, DataCategory shown)
    {
        if ((shown & Optional) == 0) return (shown, DataCategory.None);
        var (sure, any) = (shown, DataCategory.None);
        var bar = identifier.IndexOf('|', StringComparison.Ordinal);
        foreach (var row in context.Identities.OfNode(PatientKeys.NodeOf(context, bar < 0 ? "" : identifier[..bar], identifier[(bar + 1)..])))
        {
            ref readonly var version = ref context.Identities[row];
            if (version.From > at + Replayer.Tolerance || version.To <= at - Replayer.Tolerance) continue;
            var (held, maybe) = ShownOf(row, shown);
            var isSure = context.Identities.IsSure(row, at - Replayer.Tolerance, at + Replayer.Tolerance);
            sure &= isSure ? held : ~Optional;
            any |= isSure ? held | maybe : shown;
        }

        if (any == DataCategory.None) return (shown & ~Optional, shown & Optional);
        return (sure, any & ~sure);
    }

    /// <summary>
    /// Of what a search shows, what this record held for certain, and what it may have held: no telephone is shown of one
    /// who has none, and a register that keeps no telephones does not say.
    /// </summary>
    public (DataCategory Sure, DataCategory Maybe) ShownOf(int row, DataCategory shown)
    {
        var register = context.Identities;
        var contacts = register.ContactsOf(row);
        var (sure, maybe) = (shown & ~Optional, DataCategory.None);
        void Take(DataCategory category, bool kept, bool held)
        {
            if ((shown & category) == 0) return;
            if (held) sure |= category;
            else if (!kept) maybe |= category;
        }

        Take(DataCategory.ContactPhone, register.Keeps(DataCategory.ContactPhone), contacts is { Phones.Count: > 0 });
        Take(DataCategory.ContactEmail, register.Keeps(DataCategory.ContactEmail), contacts is { Emails.Count: > 0 });
        Take(DataCategory.ContactAddress, register.Keeps(DataCategory.ContactAddress), contacts is { Addresses.Count: > 0 });
        Take(DataCategory.IdentityIns, register.Keeps(DataCategory.IdentityIns), register[row].HasIns);
        Take(DataCategory.CarePractitioner, kept: false, held: false);
        return (sure, maybe);
    }

    /// <summary>Whether it is of no real person.</summary>
    public bool IsFictive(int row) => (context.FlagsOf(context.ClusterOfNode(context.Identities[row].Node)) & PatientFlags.Fictive) != 0;
}
