namespace Egide.Journal.Tests;

/// <summary>The key that is given is the one trusted; another that lies in the folder is told.</summary>
public sealed class KeyTests
{
    [Fact]
    public void The_folder_s_own_key_is_told_when_it_is_another()
    {
        using var made = TestJournal.Small();
        using var other = new TestJournal();
        var path = Path.Combine(made.Folder, Verifier.KeyFile);
        Assert.Equal((true, made.Key, null), Told(made.Verify()));
        Assert.Equal((true, made.Key, null), Told(Verifier.VerifyJournal(made.Folder)));

        File.WriteAllText(path, other.Key + "\n");
        Assert.Equal((true, made.Key, other.Key), Told(made.Verify()));
        Assert.Equal((false, other.Key, null), Told(Verifier.VerifyJournal(made.Folder)));
        File.WriteAllText(path, "no key");
        Assert.Equal((true, made.Key, ""), Told(made.Verify()));
        File.Delete(path);
        Assert.Equal((true, made.Key, null), Told(made.Verify()));
    }

    [Fact]
    public void A_journal_signed_anew_with_its_key_beside_it_does_not_pass_for_the_one_whose_key_is_given()
    {
        using var made = TestJournal.Small();
        using var forged = TestJournal.Small();
        var result = Verifier.VerifyJournal(forged.Folder, made.Key);
        Assert.Equal(("signature_invalid", made.Key, forged.Key), (result.Fault, result.Key, result.OtherKey));
    }

    [Fact]
    public void Evidence_tells_the_key_it_carries_when_it_is_another()
    {
        using var made = TestJournal.Small();
        using var other = new TestJournal();
        var file = Path.Combine(made.Root, "evidence.json");
        Evidence.Export(made.Folder, [1], file);
        Assert.Equal((true, made.Key, null), Told(Evidence.Verify(file, made.Key)));
        File.WriteAllText(file, File.ReadAllText(file).Replace(Escaped(made.Key), Escaped(other.Key), StringComparison.Ordinal));
        Assert.Equal((true, made.Key, other.Key), Told(Evidence.Verify(file, made.Key)));
        Assert.Equal((false, other.Key, null), Told(Evidence.Verify(file)));
    }

    private static (bool, string, string?) Told(Verification result) => (result.Whole, result.Key, result.OtherKey);

    private static string Escaped(string key) => System.Text.Json.JsonSerializer.Serialize(key)[1..^1];
}
