using Egide.Observe.Context;
using Egide.Observe.Context.Identities;
using Egide.Observe.Data;

namespace Egide.Scope.Replay;

/// <summary>FHIR's <c>:missing</c> (R4 3.1.1.4.5): whether a record holds a value at all.</summary>
internal static class MissingMatcher
{
    /// <summary>Whether a version answers; what its register does not keep, the source may.</summary>
    public static Match Of(IdentityHistory register, int row, Criterion criterion)
    {
        if (criterion.Values is not ["true" or "false"]) return Match.Maybe;
        var missing = criterion.Values[0] == "true";
        if (Holds(register, row, criterion.Kind) is not { } holds) return Match.Maybe;
        return holds != missing ? Match.Yes : Match.No;
    }

    private static bool? Holds(IdentityHistory register, int row, CriterionKind kind)
    {
        ref readonly var record = ref register[row];
        var contacts = register.ContactsOf(row);
        return kind switch
        {
            CriterionKind.Family => register.NamesOf(row).ContainsAny(n => n.Family >= 0),
            CriterionKind.Given => register.NamesOf(row).ContainsAny(n => n.Given >= 0),
            // A name of a use and nothing else is a name to some servers.
            CriterionKind.Name => register.OthersOf(row).Count > 0 || register.NamesOf(row).ContainsAny(n => n.Family >= 0 || n.Given >= 0) ? true : register.NamesOf(row).Length > 0 ? null : false,
            CriterionKind.Birth => record.Birth.IsKnown,
            CriterionKind.Sex => record.Sex != 0,
            CriterionKind.Id => true,
            CriterionKind.Identifier => record.HasIdentifier,
            CriterionKind.Active => record.Use != 1,
            CriterionKind.Phone => Known(contacts?.Phones.Count > 0, register.Keeps(DataCategory.ContactPhone)),
            CriterionKind.Email => Known(contacts?.Emails.Count > 0, register.Keeps(DataCategory.ContactEmail)),
            CriterionKind.Telecom => Known(contacts is { } c && c.Phones.Count + c.Emails.Count + c.Telecoms.Count > 0, register.Keeps(DataCategory.ContactPhone) && register.Keeps(DataCategory.ContactEmail)),
            CriterionKind.Address => Known(contacts?.Addresses.Count > 0, register.Keeps(DataCategory.ContactAddress)),
            CriterionKind.City => Part(contacts, a => a.City, register),
            CriterionKind.PostalCode => Part(contacts, a => a.PostalCode, register),
            CriterionKind.Country => Part(contacts, a => a.Country, register),
            _ => null,
        };
    }

    private static bool? Known(bool holds, bool kept) => holds ? true : kept ? false : null;

    // An address kept as one line may hold the part all the same.
    private static bool? Part(PatientTraits? contacts, Func<PostalAddress, string?> part, IdentityHistory register)
    {
        if (contacts is not { Addresses: { Count: > 0 } addresses }) return Known(holds: false, register.Keeps(DataCategory.ContactAddress));
        if (addresses.Any(a => part(a) is { Length: > 0 })) return true;
        return addresses.All(a => a.City is not null || a.PostalCode is not null) ? false : null;
    }

    private static bool ContainsAny(this ReadOnlySpan<(int Family, int Given, int Row)> names, Func<(int Family, int Given, int Row), bool> fits)
    {
        foreach (var name in names)
            if (fits(name)) return true;
        return false;
    }
}
