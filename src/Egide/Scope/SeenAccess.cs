using Egide.Observe.Data;

namespace Egide.Scope;

/// <summary>One access to one person's data, as the trail and the replay tell it.</summary>
/// <param name="At">When, microseconds.</param>
/// <param name="Account">Number of the account; -1 when it names none.</param>
/// <param name="Session">Number of the session.</param>
/// <param name="Categories">What was shown.</param>
/// <param name="Possible">What may have been shown besides.</param>
/// <param name="Controller">Who is answerable for the record, or null.</param>
/// <param name="Position">Journal position.</param>
/// <param name="Grade">How the person is known to have been shown.</param>
/// <param name="Level">How surely an intruder's: 3 certain to 0.</param>
internal readonly record struct SeenAccess(long At, int Account, int Session, DataCategory Categories, DataCategory Possible, string? Controller, long Position, AccessGrade Grade, int Level);
