namespace Egide.Web.Tde.Postings;

/// <summary>What an index is made of: that one kept on disk is of this, and of nothing cut or changed since, can be told by it.</summary>
internal interface IIndexed
{
    /// <summary>Which journal, read by what.</summary>
    string Identity { get; }

    /// <summary>Entries published now, and the root hash of the tree over them.</summary>
    (long Size, byte[] Root) Head();

    /// <summary>Root hash of the tree over the first entries; null when there are not as many.</summary>
    byte[]? Root(long size);
}
