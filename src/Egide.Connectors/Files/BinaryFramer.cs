namespace Egide.Connectors.Files;

/// <summary>A file that is no text: its first bytes stand for it.</summary>
internal sealed class BinaryFramer(int kept) : Framer
{
    private bool _given;

    public override int Frame(RecordBlock block, int start, int end, bool final)
    {
        if (!_given && end > start) block.Add(start, Math.Min(end, start + kept), RecordNote.Binary);
        _given = true;
        return end;
    }

    public override (int Passed, bool Done) Skip(ReadOnlySpan<byte> data) => (data.Length, false);
}
