using CsCheck;

namespace Egide.Simulator.Tests;

public class IdentifierTests(RegionFixture region)
{
    [Fact]
    public void Professionals_and_establishments_pass_the_luhn_key()
    {
        var accounts = RegionFolder.Csv(region.Root, "context/accounts.csv").ToList();
        Assert.All(accounts, r =>
        {
            Assert.Equal(11, r[2].Length);
            Assert.True(Luhn(r[2]), r[2]);
            Assert.Equal("8" + r[2], r[3]);
        });
        Assert.All(RegionFolder.Csv(region.Root, "context/organisations.csv"), r => Assert.True(r[1].Length == 9 && Luhn(r[1]), r[1]));
        Assert.Contains(accounts.GroupBy(r => r[2]), g => g.Select(r => r[0]).Distinct().Count() == 2);
    }

    [Fact]
    public void Matricules_have_their_key_and_duplicates_share_one()
    {
        var patients = RegionFolder.Csv(region.Root, "context/patients.csv").ToList();
        Assert.All(patients.Where(r => r[2].Length > 0), r => Assert.Equal(97 - long.Parse(r[2][..13]) % 97, long.Parse(r[2][13..])));
        Assert.Equal(patients.Count, patients.Select(r => r[0] + r[1] + r[12]).Distinct().Count());
        var byIns = patients.ToLookup(r => r[2]);
        Assert.All(patients.Where(r => r[11] == "DOUB"), r => Assert.True(byIns[r[2]].Select(x => x[1]).Distinct().Count() > 1, r[1]));
        foreach (var status in new[] { "VALI", "QUAL", "PROV", "DOUB", "FICT", "COLP" })
            Assert.Contains(patients, r => r[11] == status);
    }

    [Fact]
    public void A_luhn_key_catches_every_single_digit_slip() =>
        Gen.Select(Gen.Char['0', '9'].Array[10], Gen.Int[0, 9], Gen.Int[1, 9]).Sample((digits, at, by) =>
        {
            var good = Identifiers.WithLuhn(new string(digits));
            var bad = good.ToCharArray();
            bad[at] = (char)('0' + (bad[at] - '0' + by) % 10);
            return Luhn(good) && !Luhn(new string(bad));
        });

    // Written apart from the one under test: doubles from the right, second digit first.
    private static bool Luhn(string number) =>
        number.Reverse().Select((c, i) => i % 2 == 0 ? c - '0' : (c - '0') * 2 / 10 + (c - '0') * 2 % 10).Sum() % 10 == 0;
}
