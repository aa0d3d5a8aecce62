using CsCheck;
using Egide.Detect.Models;

namespace Egide.Tests.Models;

public class TablesTests
{
    [Fact]
    public void CountsLikeADictionary() => Gen.ULong[1, 300].Array[0, 2000].Sample(keys =>
    {
        var table = new CountTable(4);
        var expected = new Dictionary<ulong, int>();
        foreach (var key in keys)
        {
            var before = expected.GetValueOrDefault(key);
            if (table.Add(key) != before) return false;
            expected[key] = before + 1;
        }
        return table.Distinct == expected.Count && expected.All(e => table[e.Key] == e.Value) && table[301] == 0;
    });

    [Fact]
    public void WeightsHalveEachHalfLifeAndVanishBeyondTheHorizon()
    {
        var table = new DecayingTable(halfLifeDays: 90, horizonDays: 180);
        table.Add(42, minute: 0, weight: 8, novelty: 2);
        Assert.Equal(4, table.Read(42, 90 * 1440).Count, 4);
        Assert.Equal(1, table.Read(42, 90 * 1440).Novelty, 4);
        Assert.Equal(0, table.Read(42, 181 * 1440).Count);
        Assert.Equal(0, table.Read(43, 0).Count);
        Assert.Equal(4, table.Add(42, 90 * 1440, 1, 0), 4);
        Assert.Equal(5, table.Read(42, 90 * 1440).Count, 4);
    }

    [Fact]
    public void WhatIsForgottenMakesRoom()
    {
        var table = new DecayingTable(capacity: 16);
        for (uint day = 0; day < 1000; day++)
        {
            for (var i = 0; i < 10; i++) table.Add(((ulong)day * 10 + (ulong)i + 1) << 24, day * 1440, 1, 0);
        }
        Assert.Equal(1, table.Read(((ulong)999 * 10 + 1) << 24, 999 * 1440).Count, 4);
        Assert.True(table.Capacity <= 8192, $"{table.Capacity}");
    }
}
