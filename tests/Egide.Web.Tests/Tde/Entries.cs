using System.Security.Cryptography;
using System.Text;
using Egide.Web.Tde.Postings;

namespace Egide.Web.Tests.Tde;

/// <summary>Numbered entries without content, as what an index is made of.</summary>
internal sealed class Entries(string identity = "some entries") : Indexed
{
    public override string Identity => identity;

    /// <summary>How many there are.</summary>
    public long Size { get; set; } = long.MaxValue;

    public override (long Size, byte[] Root) Head() => (Size, Root(Size)!);

    public override byte[]? Root(long size) => size <= Size ? SHA256.HashData(Encoding.UTF8.GetBytes($"{size}")) : null;
}
