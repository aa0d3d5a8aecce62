namespace Egide.Connectors.Files;

/// <summary>A record a line; in JSON lines, a FHIR Bundle is taken apart.</summary>
internal sealed class LineFramer(bool json) : Framer
{
    public override int Frame(RecordBlock block, int start, int end, bool final)
    {
        var bytes = block.Bytes;
        while (start < end)
        {
            var length = bytes.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length < 0)
            {
                if (!final) return start;
                length = end - start;
            }

            if (json) JsonBundle.AddWhole(block, start, start + length);
            else block.Add(start, start + length);
            start += length + 1;
        }

        return end;
    }

    public override (int Passed, bool Done) Skip(ReadOnlySpan<byte> data)
    {
        var line = data.IndexOf((byte)'\n');
        return line < 0 ? (data.Length, false) : (line + 1, true);
    }
}
