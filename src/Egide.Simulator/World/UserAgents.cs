using System.Text;

namespace Egide.Simulator;

/// <summary>Versioned browser names. A new release comes out in the second week and devices take it up with their own lag.</summary>
internal static class UserAgents
{
    public const int EdgeWindows = 0, ChromeWindows = 1, FirefoxEsr = 2, FirefoxWindows = 3, SafariMac = 4, Iphone = 5, Android = 6, ChromeLinux = 7, ChromeMac = 8;
    public const int Families = 9;
    private const int FirstRelease = 7, NextRelease = 28;

    private static readonly byte[][] Made = [.. Enumerable.Range(0, Families * 3).Select(i => Encoding.ASCII.GetBytes(Name(i / 3, i % 3)))];

    public static byte[] At(Device device, int day)
    {
        var seen = day - device.LagDays;
        return Made[device.Family * 3 + (seen >= NextRelease ? 2 : seen >= FirstRelease ? 1 : 0)];
    }

    private static string Name(int family, int step)
    {
        var chrome = 152 + step;
        var fox = 155 + step;
        var ios = step == 0 ? "18_7" : step == 1 ? "26_0" : "26_1";
        return family switch
        {
            EdgeWindows => $"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{chrome}.0.0.0 Safari/537.36 Edg/{chrome}.0.0.0",
            ChromeWindows => $"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{chrome}.0.0.0 Safari/537.36",
            FirefoxEsr => "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
            FirefoxWindows => $"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:{fox}.0) Gecko/20100101 Firefox/{fox}.0",
            SafariMac => $"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{(step == 0 ? "18.6" : "26.0")} Safari/605.1.15",
            Iphone => $"Mozilla/5.0 (iPhone; CPU iPhone OS {ios} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{ios.Replace('_', '.')} Mobile/15E148 Safari/604.1",
            Android => $"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{chrome}.0.0.0 Mobile Safari/537.36",
            ChromeLinux => $"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{chrome}.0.0.0 Safari/537.36",
            _ => $"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{chrome}.0.0.0 Safari/537.36",
        };
    }
}
