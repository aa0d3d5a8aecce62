using Egide.Observe.Context;
using Egide.Observe.Context.Identities;

namespace Egide.Scope.Replay;

/// <summary>Criteria on telephone, e-mail and address.</summary>
internal static class ContactMatcher
{
    /// <summary>Whether a record's contacts answer; a record without any does not.</summary>
    public static Match Of(PatientTraits? contacts, Criterion criterion, TextMatcher[] texts)
    {
        if (contacts is null) return Match.No;
        var best = Match.No;
        foreach (var value in criterion.Values)
        {
            var bare = value[(value.LastIndexOf('|') + 1)..];
            if (criterion.Kind is CriterionKind.Phone or CriterionKind.Telecom)
                foreach (var phone in contacts.Phones)
                    best = Max(best, One(phone, value, bare, isPhone: true));
            if (criterion.Kind is CriterionKind.Email or CriterionKind.Telecom)
                foreach (var email in contacts.Emails)
                    best = Max(best, One(email, value, bare, isPhone: false));
            if (criterion.Kind == CriterionKind.Telecom)
                foreach (var other in contacts.Telecoms)
                    best = Max(best, One(other, value, bare, isPhone: true));
        }

        foreach (var text in texts)
            foreach (var address in contacts.Addresses)
            {
                var part = criterion.Kind switch { CriterionKind.City => address.City, CriterionKind.PostalCode => address.PostalCode, CriterionKind.Country => address.Country, _ => null };
                if (part is not null) best = Max(best, Whole(text, part));
                else if (criterion.Kind == CriterionKind.Address) best = Max(best, Any(text, address));
                // The part asked for is not kept apart: somewhere in the line it may be.
                else if (Within(address.Text, text.Text)) best = Max(best, Match.Maybe);
            }

        return best;
    }

    // R4 3.1.1.4.10: a server may look at a part of a number or leave its punctuation out, and what stands before the bar is its own affair.
    private static Match One(string held, string value, string bare, bool isPhone)
    {
        if (held == value) return Match.Yes;
        var (has, asked) = (Folding.Squeeze(Folding.Fold(held)), Folding.Squeeze(Folding.Fold(bare)));
        if (asked.Length == 0 || has.Contains(asked, StringComparison.Ordinal)) return Match.Maybe;
        return isPhone && Folding.Phone(bare) is { Length: > 0 } digits && Folding.Phone(held).Contains(digits, StringComparison.Ordinal) ? Match.Maybe : Match.No;
    }

    // FHIR leaves to the server which parts a search by address looks at; all look at these but for the country.
    private static Match Any(TextMatcher text, PostalAddress address)
    {
        var isApart = address.City is not null || address.PostalCode is not null;
        var best = (!isApart || !text.IsDecided) && Within(address.Text, text.Text) ? Match.Maybe : Match.No;
        foreach (var line in address.Text?.Split('\n') ?? []) best = Max(best, Whole(text, line));
        if (address.City is { } city) best = Max(best, Whole(text, city));
        if (address.PostalCode is { } code) best = Max(best, Whole(text, code));
        if (best == Match.No && text.IsSpread([.. ((string?[])[address.Text, address.City, address.PostalCode, address.Country]).OfType<string>().Select(p => Folding.Squeeze(Folding.Fold(p)))])) best = Match.Maybe;
        return best == Match.No && address.Country is { } country && Whole(text, country) != Match.No ? Match.Maybe : best;
    }

    private static Match Whole(TextMatcher text, string part)
    {
        var folded = Folding.Fold(part);
        return text.Of(part, folded, Folding.Squeeze(folded));
    }

    private static bool Within(string? line, string value) =>
        line is not null && Folding.Squeeze(Folding.Fold(line)).Contains(Folding.Squeeze(Folding.Fold(value)), StringComparison.Ordinal);

    private static Match Max(Match a, Match b) => a > b ? a : b;
}
