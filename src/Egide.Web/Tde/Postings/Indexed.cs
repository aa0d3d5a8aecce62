namespace Egide.Web.Tde.Postings;

/// <summary>What an index is made of: that one kept on disk is of this, and of nothing cut or changed since, can be told by it.</summary>
internal abstract class Indexed
{
    /// <summary>Which journal, read by what.</summary>
    public abstract string Identity { get; }

    /// <summary>Entries published now, and the root hash of the tree over them.</summary>
    public abstract (long Size, byte[] Root) Head();

    /// <summary>Root hash of the tree over the first entries; null when there are not as many.</summary>
    public abstract byte[]? Root(long size);
}
