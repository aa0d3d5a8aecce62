using System.Text.Json;

namespace Egide.Journal.Tests;

/// <summary>Verdicts on the proofs of transparency-dev/merkle, true and corrupted.</summary>
public sealed class MerkleVectorTests
{
    [Theory]
    [InlineData("inclusion", 98)]
    [InlineData("consistency", 98)]
    [InlineData("subtreeinclusion", 204)]
    [InlineData("subtreeconsistency", 118)]
    public void Every_vector_gets_its_verdict(string kind, int count)
    {
        var files = Directory.GetFiles(SharedData.Merkle("transparency-dev-merkle", "testdata", kind), "*.json", SearchOption.AllDirectories);
        Assert.Equal(count, files.Length);
        List<string> wrong = [];
        var accepted = 0;
        foreach (var file in files)
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            var root = document.RootElement;
            var verdict = Verdict(kind, root);
            if (verdict) accepted++;
            if (verdict == root.GetProperty("wantErr").GetBoolean()) wrong.Add(Path.GetRelativePath(Path.GetDirectoryName(file)!, file));
        }

        Assert.Empty(wrong);
        Assert.InRange(accepted, 1, count - 1);
    }

    private static bool Verdict(string kind, JsonElement root)
    {
        // Sizes are unsigned there: those beyond int64 come out negative, which no tree has.
        long Number(string name) => unchecked((long)root.GetProperty(name).GetUInt64());
        byte[] Bytes(string name) => root.GetProperty(name) is { ValueKind: JsonValueKind.String } value ? value.GetBytesFromBase64() : [];
        List<byte[]> proof = root.GetProperty("proof") is { ValueKind: JsonValueKind.Array } steps ? [.. steps.EnumerateArray().Select(s => s.GetBytesFromBase64())] : [];
        return kind switch
        {
            "inclusion" => MerkleProof.VerifyInclusion(Number("leafIdx"), Number("treeSize"), Bytes("leafHash"), proof, Bytes("root")),
            "consistency" => MerkleProof.VerifyConsistency(Number("size1"), Number("size2"), proof, Bytes("root1"), Bytes("root2")),
            "subtreeinclusion" => MerkleProof.VerifySubtreeInclusion(Number("leafIdx"), Number("start"), Number("end"), Bytes("leafHash"), proof, Bytes("root")),
            _ => MerkleProof.VerifySubtreeConsistency(Number("start"), Number("end"), Number("size"), proof, Bytes("root1"), Bytes("root2")),
        };
    }

    [Fact]
    public void The_reference_tree_has_its_nine_roots()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Merkle("rfc6962-reference-tree.json")));
        var roots = document.RootElement.GetProperty("rootsHexBySize").EnumerateArray().Select(r => r.GetString()!).ToList();
        var tree = new TreeBuilder(null);
        Assert.Equal(roots[0], Convert.ToHexStringLower(tree.Root()));
        foreach (var (input, size) in document.RootElement.GetProperty("leafInputsHex").EnumerateArray().Select((e, i) => (e.GetString()!, i + 1)))
        {
            tree.Add(Merkle.Leaf(Convert.FromHexString(input)));
            Assert.Equal(roots[size], Convert.ToHexStringLower(tree.Root()));
        }

        Assert.Equal(roots.Count - 1, tree.Size);
    }
}
