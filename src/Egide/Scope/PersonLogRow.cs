using Egide.Observe;
using Egide.Observe.Data;

namespace Egide.Scope;

/// <summary>What is kept of one access to one person's data when its record is deleted: no address, no query, no session.</summary>
/// <param name="At">When, microseconds.</param>
/// <param name="Identifier">The person, <c>system|value</c>.</param>
/// <param name="Account">With which account, <c>idp|id</c>.</param>
/// <param name="Name">The professional's name, or null.</param>
/// <param name="Categories">What was shown.</param>
/// <param name="Possible">What may have been shown besides.</param>
/// <param name="Controller">Who is answerable for the record, or null.</param>
/// <param name="Why">Why, as it was known then.</param>
/// <param name="Named">Whether the trail named the person; else a search run again did.</param>
/// <param name="Position">Where its record stood in the journal; its hash stands there still.</param>
internal sealed record PersonLogRow(long At, string Identifier, string Account, string? Name, DataCategory Categories, DataCategory Possible, string? Controller, AccessReason Why, bool Named, long Position)
{
    /// <summary>As the answer to a person has it.</summary>
    public PersonAccess Told() =>
        new(Instant.ToDateTimeOffset(At), Account, Name, PersonAccess.CodesOf(Categories), PersonAccess.CodesOf(Possible), Controller, Why.Said(), Named ? "named" : "replayed", Position);
}
