namespace Egide.Web.Tde.Postings;

/// <summary>A run on disk is not as it was written: what it would answer cannot be trusted, and the index is to be drawn up anew.</summary>
/// <param name="run">The run.</param>
/// <param name="reason">What is wrong, a whole sentence that names no person.</param>
/// <param name="fault">What the system said, if it did.</param>
internal sealed class DamagedIndexException(Run run, string reason, Exception? fault = null) : Exception(reason, fault)
{
    /// <summary>The run.</summary>
    public Run Run => run;
}
