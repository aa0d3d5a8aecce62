namespace Egide.Connectors.Files;

/// <summary>Finds the records of one framing. It sees each byte once, but for the start of a record not yet whole.</summary>
internal abstract class Framer
{
    /// <summary>
    /// Adds the whole records that start at <paramref name="start"/> to <paramref name="block"/> and gives where the
    /// first one not yet whole starts. With <paramref name="final"/> nothing follows and it takes everything.
    /// </summary>
    public abstract int Frame(RecordBlock block, int start, int end, bool final);

    /// <summary>
    /// Passes over a record too large to hold, whose first bytes were already taken from <see cref="Frame"/>:
    /// <paramref name="data"/> continues it from its start on.
    /// </summary>
    /// <returns>Bytes passed, and whether its end was among them.</returns>
    public abstract (int Passed, bool Done) Skip(ReadOnlySpan<byte> data);
}
