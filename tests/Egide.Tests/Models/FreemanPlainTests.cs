using System.Globalization;
using Egide.Detect.Models.Freeman;

namespace Egide.Tests.Models;

public class FreemanPlainTests
{
    [Fact]
    public void EqualsThePublishedCodeOnItsGoldenScores()
    {
        var folder = Path.Combine(SharedData.Folder("rba-peer-golden"), "data", "rba-peer-golden");
        var columns = new Dictionary<string, int>[9];
        for (var i = 0; i < columns.Length; i++) columns[i] = [];
        var logins = SharedData.XzLines(Path.Combine(folder, "logins.csv.xz")).Skip(1).Select(line => Read(line, columns)).ToList();
        var golden = File.ReadLines(Path.Combine(folder, "peer_scores_from_row_20000.csv")).Skip(1)
            .Select(line => line.Split(',')).Select(f => (User: columns[1][f[0]], Score: double.Parse(f[3], CultureInfo.InvariantCulture))).ToList();

        var model = new FreemanPlain();
        foreach (var login in logins) model.Foresee(login);
        var next = 0;
        for (var row = 0; row < 20200; row++)
        {
            var score = model.Score(logins[row]);
            if (row >= 20000 && !double.IsNaN(score))
            {
                Assert.Equal(golden[next].User, logins[row].User);
                Assert.InRange(Math.Abs(score / golden[next].Score - 1), 0, 1e-12);
                next++;
            }
            model.Learn(logins[row]);
        }
        Assert.Equal(132, next);
    }

    [Fact]
    public void ANewDeviceOnANewNetworkIsRiskierThanTheUsualOne()
    {
        var model = new FreemanPlain();
        for (var i = 0; i < 50; i++) model.Learn(new FreemanLogin(i % 5, i % 5, i % 2, 0, i % 5, i % 3, 0, 0));
        var usual = model.Score(new FreemanLogin(1, 1, 1, 0, 1, 1, 0, 0));
        var strange = model.Score(new FreemanLogin(1, 77, 9, 3, 66, 8, 4, 1));
        Assert.True(strange > usual * 10, $"{strange} against {usual}");
    }

    [Fact]
    public void AUserWithoutHistoryHasNoScore() =>
        Assert.Equal(double.NaN, new FreemanPlain().Score(new FreemanLogin(3, 0, 0, 0, 0, 0, 0, 0)));

    private static FreemanLogin Read(string line, Dictionary<string, int>[] columns)
    {
        var f = line.Split(',');
        int Number(int column)
        {
            if (!columns[column].TryGetValue(f[column], out var number)) columns[column][f[column]] = number = columns[column].Count;
            return number;
        }
        return new FreemanLogin(Number(1), Number(2), Number(4), Number(3), Number(5), Number(6), Number(7), Number(8));
    }
}
