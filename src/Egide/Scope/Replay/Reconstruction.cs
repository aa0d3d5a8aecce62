using Egide.Observe.Context;
using Egide.Observe.Data;

namespace Egide.Scope.Replay;

/// <summary>Runs the questions of the incidents again and holds each answer against the evidence on it.</summary>
internal sealed class Reconstruction(RegionContext context)
{
    private const DataCategory Optional = DataCategory.ContactPhone | DataCategory.ContactEmail | DataCategory.ContactAddress | DataCategory.IdentityIns | DataCategory.CarePractitioner;
    private readonly Replayer _replayer = new(context);

    /// <summary>Answers one question.</summary>
    public void Run(Asking asking)
    {
        var answer = asking.PageAlone ? new Answer { Doubt = Doubt.PageAlone }
            : _replayer.Run(asking.Query, context.ProfileOf(asking.Source), asking.From, asking.To, [.. asking.Pages.Select(p => (p.Offset, p.Size))]);
        asking.Answer = answer;
        var bound = asking.Bound;
        if (!asking.IsAnswered || bound < 0) return;
        if (answer.Sure.Count > bound)
        {
            // One of the two is wrong, and which is not known: nobody is sure, everybody is possible.
            answer.Most = Math.Max(answer.Sure.Count + answer.Most, (int)Math.Min(int.MaxValue, bound));
            answer.Possible.AddRange(answer.Sure);
            answer.Sure.Clear();
            answer.Doubt = Doubt.Contradicted;
            return;
        }

        answer.Most = (int)Math.Min(answer.Most, bound - answer.Sure.Count);
        if (answer.Most > 0) return;
        answer.Possible.Clear();
        answer.Doubt = Doubt.None;
    }

    /// <summary>The key of the person that a version of the register is of.</summary>
    public long PersonOf(int row) => (context.ClusterOfNode(context.Identities[row].Node) + 1) << 1;

    /// <summary>Its identifier as exposure files name it.</summary>
    public string IdentifierOf(int row) => context.Identities.SystemOf(row) + "|" + context.Identities[row].Id;

    /// <summary>Who is answerable for it.</summary>
    public string? ControllerOf(int row)
    {
        var cluster = context.ClusterOfNode(context.Identities[row].Node);
        return context.ControllerName(context.Identities[row].Controller) ?? context.Controller(cluster, context.Identities.SystemOf(row));
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
