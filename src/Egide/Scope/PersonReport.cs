using Egide.Observe;
using Egide.Observe.Context;

namespace Egide.Scope;

/// <summary>Who saw one person's data, when, which, and why (the shape of EHDS, Regulation (EU) 2025/327, art. 9).</summary>
internal sealed class PersonReport(RegionContext context, Extent extent, Func<int, CaseName> account)
{
    private static readonly TimeSpan Around = TimeSpan.FromDays(7);

    /// <summary>The accesses to a person, in time order.</summary>
    /// <param name="identifier"><c>system|value</c>, or a value of an INS or of any system of the register.</param>
    /// <param name="log">What is kept of accesses whose records are gone, or null.</param>
    /// <returns>Null when neither the register nor the trail knows such a person.</returns>
    public List<PersonAccess>? Of(string identifier, PersonLog? log = null)
    {
        var bar = identifier.IndexOf('|', StringComparison.Ordinal);
        var systems = bar > 0 ? [identifier[..bar]] : context.Identities.Systems.Prepend(PatientIdentifier.Ins).ToList();
        var value = identifier[(bar + 1)..];
        var keys = systems.Select(s => PatientKeys.Of(context, s, value)).Distinct().ToList();
        var accesses = extent.Accesses;
        var seen = keys.SelectMany(k => accesses.OfPerson(k).Select(a => (Person: k, Access: a))).OrderBy(a => a.Access.At).ToList();
        var kept = log is null ? [] : keys.SelectMany(log.Of).ToList();
        if (kept.Count > 0)
        {
            // Between the log's writing and the records' end both tell of an access.
            var logged = kept.Select(row => row.Position).ToHashSet();
            return [.. seen.Where(a => !logged.Contains(a.Access.Position)).Select(a => Told(a.Person, a.Access)).Concat(kept.Select(row => row.Told())).OrderBy(a => a.At)];
        }

        if (seen.Count == 0 && !keys.Any(k => PatientKeys.Cluster(k) is not null)) return null;
        return [.. seen.Select(a => Told(a.Person, a.Access))];
    }

    /// <summary>What a run of positions showed of whom, as the person's log keeps it once the records themselves are gone.</summary>
    public List<PersonLogRow> Between(long first, long last)
    {
        var identifiers = new Dictionary<long, string>();
        var rows = new List<PersonLogRow>();
        foreach (var (person, named, access) in extent.Accesses.Between(first, last))
        {
            var by = CaseOf(access);
            rows.Add(new PersonLogRow(access.At, Known(person, named, identifiers), by.Key, by.Name, access.Categories, access.Possible, access.Controller, Why(person, by, access), access.Grade == AccessGrade.Named, access.Position));
        }

        return rows;
    }

    /// <summary>Key of a person by an identifier, <c>system|value</c>.</summary>
    public static long KeyOf(RegionContext context, string identifier)
    {
        var bar = identifier.IndexOf('|', StringComparison.Ordinal);
        return PatientKeys.Of(context, bar < 0 ? "" : identifier[..bar], identifier[(bar + 1)..]);
    }

    // A reference may have been understood by another record that named both it and an identifier: that record may be gone when the log is read.
    private string Known(long person, string named, Dictionary<long, string> identifiers)
    {
        if (KeyOf(context, named) == person) return named;
        if (!identifiers.TryGetValue(person, out var known))
            identifiers[person] = known = extent.Accesses.IdentifiersOf(person).Find(identifier => KeyOf(context, identifier) == person) ?? named;
        return known;
    }

    private PersonAccess Told(long person, SeenAccess access)
    {
        var by = CaseOf(access);
        return new PersonAccess(Instant.ToDateTimeOffset(access.At), by.Key, by.Name, PersonAccess.CodesOf(access.Categories), PersonAccess.CodesOf(access.Possible), access.Controller, Why(person, by, access).Said(), access.Grade.ToString().ToLowerInvariant(), access.Position);
    }

    private CaseName CaseOf(SeenAccess access) => access.Account < 0 ? new CaseName("?", null) : account(access.Account);

    private AccessReason Why(long person, CaseName by, SeenAccess access)
    {
        if (access.Level >= 2) return access.Level == 3 ? AccessReason.Intruder : AccessReason.ProbableIntruder;
        if (access.Account < 0) return AccessReason.Unattributed;
        var at = Instant.ToDateTimeOffset(access.At);
        var bar = by.Key.IndexOf('|', StringComparison.Ordinal);
        var practitioner = bar < 0 ? null : context.Account(by.Key[..bar], by.Key[(bar + 1)..], at)?.Practitioner;
        if (PatientKeys.Cluster(person) is { } cluster && practitioner is not null)
        {
            foreach (var span in context.CareOf(cluster))
            {
                if (span.From > at && span.From - at > Around || span.To < at && at - span.To > Around) continue;
                if (span.Practitioner == practitioner || context.AccountsOf(practitioner).Any(a => a.Organisation is not null && a.Organisation == span.Organisation && (span.Unit is null || a.Unit == span.Unit)))
                    return AccessReasons.Of(span.Kind);
            }
        }

        return access.Level == 1 ? AccessReason.PossibleIntruder : AccessReason.Unexplained;
    }
}
