using System.Globalization;

namespace Egide.Cli;

/// <summary>One line, written over again, on standard error.</summary>
internal sealed class TerminalProgress(TimeProvider clock) : IProgressView
{
    private string _stage = "";
    private long _last;

    public void Stage(string name)
    {
        if (_stage.Length > 0) Console.Error.WriteLine();
        _stage = name;
        Console.Error.Write(name);
    }

    public void Progress(long done, long all)
    {
        if (clock.GetElapsedTime(_last).TotalMilliseconds < 150) return;
        _last = clock.GetTimestamp();
        var share = all > 0 ? (done / (double)all).ToString("P0", CultureInfo.CurrentCulture) : "";
        Console.Error.Write(string.Create(CultureInfo.CurrentCulture, $"\r{_stage} {done:N0} {share}   "));
    }
}
