using System.Globalization;

namespace Egide.Connectors.Atna;

/// <summary>What Linux dropped of a port's datagrams, from <c>/proc/net/udp</c>; nothing elsewhere.</summary>
internal sealed class UdpDrops(int port, Action<long> more)
{
    private static readonly string[] Tables = ["/proc/net/udp", "/proc/net/udp6"];
    private readonly string _port = ':' + port.ToString("X4", CultureInfo.InvariantCulture);
    private readonly Lock _looking = new();
    private long _told;

    public void Look()
    {
        lock (_looking)
        {
            var dropped = Tables.Where(File.Exists).Sum(Dropped);
            if (dropped > _told) more(dropped - _told);
            _told = Math.Max(_told, dropped);
        }
    }

    // "sl local_address rem_address st … drops": the local address is the second column, the drops the last.
    private long Dropped(string table)
    {
        try
        {
            return File.ReadLines(table).Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(row => row.Length > 2 && row[1].EndsWith(_port, StringComparison.Ordinal))
                .Sum(row => long.TryParse(row[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var drops) ? drops : 0);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
