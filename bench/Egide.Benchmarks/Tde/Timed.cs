using System.Diagnostics;
using System.Globalization;

namespace Egide.Benchmarks.Tde;

/// <summary>Times something many times over and tells the median and the slowest.</summary>
internal static class Timed
{
    public static string Say(int times, Action<int> what)
    {
        var taken = new double[times];
        for (var i = 0; i < times; i++)
        {
            var began = Stopwatch.GetTimestamp();
            what(i);
            taken[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        Array.Sort(taken);
        return string.Create(CultureInfo.InvariantCulture, $"median {taken[times / 2]:0.0} ms, slowest of {times} {taken[^1]:0.0} ms");
    }
}
