namespace Egide.Connectors.Files;

/// <summary>A record a row; line breaks inside double quotes belong to the row (RFC 4180).</summary>
internal sealed class CsvFramer(byte delimiter) : Framer
{
    // A quote that is never closed must not swallow the file.
    private const int LongestRow = 256 << 10;

    public override int Frame(RecordBlock block, int start, int end, bool final)
    {
        while (start < end)
        {
            var data = block.Bytes.AsSpan(start, end - start);
            var length = RowLength(data);
            if (length < 0)
            {
                if (!final && data.Length <= LongestRow) return start;
                length = data.IndexOf((byte)'\n');
                if (length < 0)
                {
                    if (!final) return start;
                    length = data.Length;
                }
            }

            block.Add(start, start + length);
            start += length + 1;
        }

        return end;
    }

    public override (int Passed, bool Done) Skip(ReadOnlySpan<byte> data)
    {
        var line = data.IndexOf((byte)'\n');
        return line < 0 ? (data.Length, false) : (line + 1, true);
    }

    private int RowLength(ReadOnlySpan<byte> data)
    {
        var at = 0;
        while (at < data.Length)
        {
            var next = data[at..].IndexOfAny((byte)'\n', (byte)'"');
            if (next < 0) return -1;
            at += next;
            if (data[at] == '\n') return at;
            // A quote opens a field only at its start; elsewhere it is a character like others.
            if (at > 0 && data[at - 1] != delimiter)
            {
                at++;
                continue;
            }

            at = AfterQuoted(data, at + 1);
            if (at < 0 || at > LongestRow) return -1;
        }

        return -1;
    }

    private static int AfterQuoted(ReadOnlySpan<byte> data, int at)
    {
        while (true)
        {
            var close = data[at..].IndexOf((byte)'"');
            if (close < 0) return -1;
            at += close + 1;
            if (at >= data.Length || data[at] != '"') return at;
            at++;
        }
    }
}
