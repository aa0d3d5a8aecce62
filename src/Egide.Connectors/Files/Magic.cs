namespace Egide.Connectors.Files;

/// <summary>Recognises packed bytes: RFC 1952, RFC 8878, xz 1.1, APPNOTE 4.3.7, POSIX ustar and its ancestor.</summary>
internal static class Magic
{
    private const int TarBlock = 512;
    private const int TarChecksum = 148;
    private const int TarChecksumLength = 8;

    public static Packing Recognise(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith<byte>([0x1F, 0x8B, 8])) return Packing.Gzip;
        if (head.StartsWith<byte>([0x28, 0xB5, 0x2F, 0xFD])) return Packing.Zstandard;
        if (head.Length >= 4 && head[1] == 0x2A && head[2] == 0x4D && head[3] == 0x18 && (head[0] & 0xF0) == 0x50) return Packing.Zstandard;
        if (head.StartsWith<byte>([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0])) return Packing.Xz;
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8)) return Packing.Zip;
        return IsTar(head) ? Packing.Tar : Packing.None;
    }

    /// <summary>The header's own checksum decides: bytes summed with the checksum field as spaces.</summary>
    private static bool IsTar(ReadOnlySpan<byte> head)
    {
        if (head.Length < TarBlock || head[0] == 0) return false;
        var field = head.Slice(TarChecksum, TarChecksumLength);
        long stated = 0;
        var digits = 0;
        foreach (var b in field)
        {
            if (b is >= (byte)'0' and <= (byte)'7')
            {
                stated = (stated * 8) + (b - '0');
                digits++;
            }
            else if (b is not ((byte)' ' or 0))
            {
                return false;
            }
        }

        if (digits == 0) return false;
        long sum = ' ' * TarChecksumLength;
        for (var i = 0; i < TarBlock; i++)
        {
            if (i is < TarChecksum or >= TarChecksum + TarChecksumLength) sum += head[i];
        }

        return sum == stated;
    }
}
