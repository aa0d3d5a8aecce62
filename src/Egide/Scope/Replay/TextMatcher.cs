using Egide.Observe.Context;
using Egide.Observe.Context.Identities;

namespace Egide.Scope.Replay;

/// <summary>Compares a criterion's text with a record's as a source does, and says where its rule is not known.</summary>
internal sealed class TextMatcher
{
    private readonly string _raw, _folded, _squeezed;
    private readonly StringRule _rule;
    private readonly bool? _punctuation;
    private readonly bool _wholeOnly;
    private readonly Match _folds;

    /// <summary>A text and how it is compared.</summary>
    /// <param name="text">The criterion's value; a trailing <c>*</c> in HL7 v2 and v3 means a beginning.</param>
    /// <param name="modifier">FHIR modifier, or null.</param>
    /// <param name="profile">The source's rules.</param>
    /// <param name="fhir">Whether FHIR's defaults hold where the profile is silent.</param>
    public TextMatcher(string text, string? modifier, SourceProfile profile, bool fhir)
    {
        var star = !fhir && text.EndsWith('*');
        _raw = star ? text[..^1] : text;
        _folded = Folding.Fold(_raw);
        _squeezed = Folding.Squeeze(_folded);
        _rule = modifier == "contains" ? StringRule.Contains : star ? StringRule.StartsWith
            : profile.Match != StringRule.Unknown ? profile.Match : fhir ? StringRule.StartsWith : StringRule.Unknown;
        _punctuation = profile.FoldsPunctuation;
        _wholeOnly = modifier == "exact";
        // FHIR R4 3.1.1.4.2: neither case nor accents count. Elsewhere a server does as it likes.
        var (letters, accents) = (profile.FoldsCase ?? (fhir ? true : null), profile.FoldsAccents ?? (fhir ? true : null));
        _folds = letters == true && accents == true ? Match.Yes : letters == false || accents == false ? Match.No : Match.Maybe;
        (Letters, Accents) = (letters, accents);
        IsDecided = profile.Match != StringRule.Unknown && _punctuation == false;
    }

    private bool? Letters { get; }

    private bool? Accents { get; }

    /// <summary>The text the candidates begin with (or hold), for the index.</summary>
    public string Text => _raw;

    /// <summary>Whether the profile says how the text is compared, so that nothing else can match.</summary>
    public bool IsDecided { get; }

    /// <summary>Whether only beginnings can match, so that the index of beginnings has all candidates.</summary>
    public bool IsBeginning => _wholeOnly || _rule != StringRule.Contains;

    /// <summary>
    /// Whether a text of several words has each of them in some part of a record: servers that put the parts together before
    /// they compare may find it there.
    /// </summary>
    public bool IsSpread(IReadOnlyCollection<string> squeezed)
    {
        if (!_raw.Any(char.IsWhiteSpace)) return false;
        foreach (var word in _folded.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var bare = Folding.Squeeze(word);
            if (!squeezed.Any(part => part.Contains(bare, StringComparison.Ordinal))) return false;
        }

        return true;
    }

    /// <summary>Whether a name (by its three forms) answers.</summary>
    public Match Of(string raw, string folded, string squeezed)
    {
        if (_raw.Length == 0) return Match.Maybe;
        if (_wholeOnly) return string.Equals(raw, _raw, StringComparison.Ordinal) ? Match.Yes : Match.No;
        var found = Compare(raw, _raw);
        if (found == Match.Yes) return Match.Yes;
        var partly = _folds == Match.No && Letters != Accents ? Partly(raw, folded) : Match.No;
        found = Max(found, partly);
        var alike = Compare(folded, _folded);
        // Accents go by the standard's rule; ligatures are written apart by some servers only.
        if (alike != Match.No && (Folding.HasLigature(raw) || Folding.HasLigature(_raw))) alike = Max(Min(alike, Match.Maybe), Compare(Folding.FoldLetters(raw), Folding.FoldLetters(_raw)));
        found = Max(found, Min(_folds, alike));
        if (found == Match.Yes || _punctuation == false || _folds == Match.No) return found;
        return Max(found, Min(Min(_folds, _punctuation == true ? Match.Yes : Match.Maybe), Compare(squeezed, _squeezed)));
    }

    // Case without accents is plain; accents without case may match whatever matches without both.
    private Match Partly(string raw, string folded) => Letters == true
        ? Compare(raw.ToUpperInvariant(), _raw.ToUpperInvariant())
        : Min(Match.Maybe, Compare(folded, _folded));

    private Match Compare(string text, string value) => _rule switch
    {
        StringRule.Exact => string.Equals(text, value, StringComparison.Ordinal) ? Match.Yes : Match.No,
        StringRule.Contains => text.Contains(value, StringComparison.Ordinal) ? Match.Yes : Match.No,
        StringRule.StartsWith => text.StartsWith(value, StringComparison.Ordinal) ? Match.Yes : Match.No,
        _ => string.Equals(text, value, StringComparison.Ordinal) ? Match.Yes : text.StartsWith(value, StringComparison.Ordinal) ? Match.Maybe : Match.No,
    };

    private static Match Max(Match a, Match b) => a > b ? a : b;

    private static Match Min(Match a, Match b) => a < b ? a : b;
}
