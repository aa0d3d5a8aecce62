using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Egide.Connectors.Wire;

/// <summary>
/// Reads the values that the standards want in base64 and that sources write as they please: what decodes to text is
/// given as text, everything else as it was written.
/// </summary>
internal static class Base64Text
{
    // Below this, plain words too often happen to be base64 of Latin-1 text.
    private const int ShortestLatin = 24;

    /// <summary>The text in <paramref name="written"/>; null when it is blank.</summary>
    /// <param name="written">UTF-8 of a base64 value, or of a text put in its place.</param>
    /// <param name="scratch">Receives the decoded bytes; must not hold <paramref name="written"/>.</param>
    public static string? Read(ReadOnlySpan<byte> written, Utf8Scratch scratch)
    {
        var trimmed = written.Trim(" \t\r\n"u8);
        if (trimmed.IsEmpty) return null;
        var bytes = scratch.Take(Base64.GetMaxDecodedFromUtf8Length(trimmed.Length) + 3);
        var status = Base64.DecodeFromUtf8(trimmed, bytes, out _, out var length);
        if (status != System.Buffers.OperationStatus.Done || length == 0) return Encoding.UTF8.GetString(written);
        var decoded = bytes[..length];
        if (Utf8.IsValid(decoded)) return IsText(decoded) ? Encoding.UTF8.GetString(decoded) : Encoding.UTF8.GetString(written);
        if (trimmed.Length >= ShortestLatin && IsText(decoded)) return Encoding.Latin1.GetString(decoded);
        return Encoding.UTF8.GetString(written);
    }

    // HL7 v2 separates segments by CR and frames messages by VT and FS; other control characters mean binary.
    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (b < 0x20 && b is not (0x09 or 0x0A or 0x0B or 0x0D or 0x1C)) return false;
            if (b == 0x7F) return false;
        }

        return true;
    }
}
