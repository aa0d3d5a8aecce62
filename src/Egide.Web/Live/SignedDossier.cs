using Egide.Journal;
using Egide.Report;

namespace Egide.Web.Live;

/// <summary>The last state with what proves which entries it rests on.</summary>
internal static class SignedDossier
{
    /// <summary>With the root of the tree over its entries: those that are under no signed checkpoint yet are published first.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static async Task<Dossier> Of(Station station)
    {
        var dossier = station.Now.Dossier;
        var size = dossier.Journal.Size;
        if (size == 0) return dossier;
        var reader = JournalReader.Open(station.Journal);
        if (reader.Count < size)
        {
            await station.Intake.Publish(null, CancellationToken.None).ConfigureAwait(false);
            reader.Advance();
        }

        return dossier with { Journal = dossier.Journal with { Root = Convert.ToBase64String(reader.Root(size)) } };
    }
}
