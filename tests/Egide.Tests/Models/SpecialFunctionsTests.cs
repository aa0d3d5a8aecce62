using CsCheck;
using Egide.Detect.Models;

namespace Egide.Tests.Models;

public class SpecialFunctionsTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(0.5, 0.57236494292470008707)]
    [InlineData(3, 0.69314718055994530942)]
    [InlineData(10, 12.80182748008146961121)]
    [InlineData(100, 359.13420536957539878)]
    [InlineData(1e-3, 6.90717888538385368)]
    public void LogGammaHasItsKnownValues(double x, double expected) =>
        Assert.Equal(expected, SpecialFunctions.LogGamma(x), Math.Max(1e-13, expected * 1e-14));

    [Fact]
    public void LogGammaObeysItsRecurrence() => Gen.Double[1e-3, 1e4].Sample(x =>
        Math.Abs(SpecialFunctions.LogGamma(x + 1) - SpecialFunctions.LogGamma(x) - Math.Log(x))
            <= 1e-13 * Math.Max(10, Math.Abs(SpecialFunctions.LogGamma(x))));

    [Fact]
    public void LogGammaHasNoValueAtZeroAndBelow() => Assert.True(double.IsNaN(SpecialFunctions.LogGamma(0)));

    [Fact]
    public void SumsOfLogarithmsNeitherOverflowNorVanish()
    {
        Assert.Equal(1000 + Math.Log(2), SpecialFunctions.LogAdd(1000, 1000), 12);
        Assert.Equal(-1000 + Math.Log(3), SpecialFunctions.LogSum([-1000, -1000, -1000]), 12);
        Assert.Equal(5, SpecialFunctions.LogAdd(double.NegativeInfinity, 5));
        Assert.Equal(double.NegativeInfinity, SpecialFunctions.LogSum([]));
        Assert.Equal(1e-17, SpecialFunctions.LogOnePlus(1e-17), 1e-30);
    }

    [Fact]
    public void LogisticIsSymmetric() => Gen.Double[-700, 700].Sample(x =>
        Math.Abs(SpecialFunctions.Logistic(x) + SpecialFunctions.Logistic(-x) - 1) < 1e-12);
}
