namespace Egide.Connectors.Files;

/// <summary>
/// XML documents one after another; the children of a container (a root whose first child is an audit message) and
/// the resources of a FHIR Bundle are records of their own. After broken markup it starts again at the next root.
/// </summary>
internal sealed class XmlFramer : Framer
{
    private enum State : byte
    {
        Top,
        Bundle,
        Container,
    }

    private State _state;
    private bool _isSkipping;

    public override int Frame(RecordBlock block, int start, int end, bool final)
    {
        while (true)
        {
            var data = block.Bytes.AsSpan(0, end);
            while (start < end && RecordBlock.IsBlank(data[start])) start++;
            if (start >= end) return end;
            var next = _state == State.Top ? Document(block, data, start, final) : Child(block, data, start);
            if (next < 0)
            {
                if (!final) return start;
                block.Add(start, end);
                return end;
            }

            start = next;
        }
    }

    public override (int Passed, bool Done) Skip(ReadOnlySpan<byte> data)
    {
        // Depth is not kept over what was dropped: the next document starts with its declaration or its root.
        _state = State.Top;
        var from = _isSkipping ? 0 : 1;
        _isSkipping = true;
        var declaration = data[from..].IndexOf("<?xml"u8);
        var message = data[from..].IndexOf("<AuditMessage"u8);
        var next = declaration < 0 ? message : message < 0 ? declaration : Math.Min(declaration, message);
        if (next < 0) return (data.Length, false);
        _isSkipping = false;
        return (from + next, true);
    }

    private int Document(RecordBlock block, ReadOnlySpan<byte> data, int at, bool final)
    {
        if (data[at] != '<') return Text(block, data, at);
        var root = at;
        while (root + 1 < data.Length && data[root + 1] is (byte)'!' or (byte)'?')
        {
            if (!XmlBoundaries.TryConstruct(data, ref root, out _)) return -1;
            while (root < data.Length && RecordBlock.IsBlank(data[root])) root++;
            if (root >= data.Length) return final ? data.Length : -1; // what follows the last document (comments) is no record
            if (data[root] != '<') return Text(block, data, at);
        }

        if (IsContainer(data, root, out var container))
        {
            var tag = root;
            if (!XmlBoundaries.TryConstruct(data, ref tag, out var depth)) return -1;
            if (depth > 0) _state = container;
            return tag;
        }

        var end = root;
        switch (XmlBoundaries.Element(data, ref end))
        {
            case ScanStatus.Done:
                block.Add(at, end);
                return end;
            case ScanStatus.Broken:
                return Text(block, data, at);
            default:
                return -1;
        }
    }

    private static bool IsContainer(ReadOnlySpan<byte> data, int root, out State container)
    {
        container = State.Bundle;
        var name = XmlBoundaries.LocalName(data, root);
        if (name.SequenceEqual("Bundle"u8)) return true;
        container = State.Container;
        if (name.SequenceEqual("AuditMessage"u8) || name.SequenceEqual("AuditEvent"u8)) return false;
        var inside = root;
        if (!XmlBoundaries.TryConstruct(data, ref inside, out var depth) || depth <= 0) return false;
        var child = XmlBoundaries.NextStartTag(data, inside);
        if (child < 0) return false;
        name = XmlBoundaries.LocalName(data, child);
        return name.SequenceEqual("AuditMessage"u8) || name.SequenceEqual("AuditEvent"u8);
    }

    private int Child(RecordBlock block, ReadOnlySpan<byte> data, int at)
    {
        if (data[at] != '<') return Text(block, data, at);
        if (at + 1 >= data.Length) return -1;
        var end = at;
        if (data[at + 1] is (byte)'!' or (byte)'?') return XmlBoundaries.TryConstruct(data, ref end, out _) ? end : -1;
        if (data[at + 1] == '/')
        {
            if (!XmlBoundaries.TryConstruct(data, ref end, out _)) return -1;
            _state = State.Top;
            return end;
        }

        if (XmlBoundaries.Element(data, ref end) != ScanStatus.Done) return -1;
        if (_state == State.Container) block.Add(at, end);
        else if (XmlBoundaries.LocalName(data, at).SequenceEqual("entry"u8)) Entry(block, data[..end], at);
        return end;
    }

    /// <summary>Adds what <c>entry/resource</c> holds.</summary>
    private static void Entry(RecordBlock block, ReadOnlySpan<byte> data, int at)
    {
        if (!XmlBoundaries.TryConstruct(data, ref at, out var depth) || depth <= 0) return;
        while ((at = XmlBoundaries.NextStartTag(data, at)) >= 0)
        {
            var end = at;
            if (XmlBoundaries.Element(data, ref end) != ScanStatus.Done) return;
            if (XmlBoundaries.LocalName(data, at).SequenceEqual("resource"u8))
            {
                if (!XmlBoundaries.TryConstruct(data, ref at, out _)) return;
                var resource = XmlBoundaries.NextStartTag(data[..end], at);
                if (resource < 0) return;
                end = resource;
                if (XmlBoundaries.Element(data, ref end) == ScanStatus.Done) block.Add(resource, end);
                return;
            }

            at = end;
        }
    }

    /// <summary>What stands where markup should: a record up to the next line that starts markup.</summary>
    private int Text(RecordBlock block, ReadOnlySpan<byte> data, int at)
    {
        var length = data[(at + 1)..].IndexOf("\n<"u8);
        if (length < 0) return -1;
        _state = State.Top;
        block.Add(at, at + 1 + length);
        return at + 1 + length;
    }
}
