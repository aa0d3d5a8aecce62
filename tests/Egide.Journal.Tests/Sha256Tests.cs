using System.Security.Cryptography;
using CsCheck;

namespace Egide.Journal.Tests;

/// <summary>Both ways of hashing give what the base library gives, whatever the length.</summary>
public sealed class Sha256Tests
{
    [Fact]
    public void Any_text_hashes_as_by_the_base_library() =>
        Gen.Byte.Array[0, 300].Sample(data =>
        {
            var (here, there) = (new byte[32], new byte[32]);
            Sha256.Hash(data, here);
            Sha256.HashByTheBaseLibrary(data, there);
            Assert.Equal(SHA256.HashData(data), here);
            Assert.Equal(here, there);
        });

    [Fact]
    public void A_hash_may_take_the_place_of_what_it_hashes()
    {
        var data = Enumerable.Range(0, 65).Select(i => (byte)i).ToArray();
        var expected = SHA256.HashData(data);
        Sha256.Hash(data, data);
        Assert.Equal(expected, data[..32]);
    }
}
