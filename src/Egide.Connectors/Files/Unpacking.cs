using System.Formats.Tar;
using System.IO.Compression;
using SharpCompress.Compressors.Xz;
using ZstdSharp;

namespace Egide.Connectors.Files;

/// <summary>Opens layer after layer, each recognised by its first bytes, and gives the leaves.</summary>
internal sealed class Unpacking(IntakeLimits limits, Action<IntakeProblem> report)
{
    private const int HeadLength = 64 << 10;

    public IntakeLimits Limits => limits;

    public IEnumerable<TrailFile> Leaves(Layer layer, PackedRoot root)
    {
        var head = layer.Content.Peek(HeadLength);
        var packing = Magic.Recognise(head.Span);
        if (packing != Packing.None && layer.Depth >= limits.Nesting)
        {
            Report(layer, ProblemCode.NestingLimit, new(
                $"C’est une archive au fond de {limits.Nesting} autres ; elle n’a pas été ouverte. La décompresser d’abord.", $"It is an archive inside {limits.Nesting} others; it was not opened. Unpack it first."));
            yield break;
        }

        switch (packing)
        {
            case Packing.None:
                if (head.IsEmpty)
                {
                    if (!layer.Content.Failed) Report(layer, ProblemCode.Empty, new("Il est vide.", "It is empty."));
                    yield break;
                }

                yield return new TrailFile(layer.Name, layer.LastWrite, head, layer.Content);
                break;
            case Packing.Zip:
                foreach (var leaf in ZipLeaves(layer, root)) yield return leaf;
                break;
            case Packing.Tar:
                foreach (var leaf in TarLeaves(layer, root)) yield return leaf;
                break;
            default:
                foreach (var leaf in StreamLeaves(layer, root, packing)) yield return leaf;
                break;
        }
    }

    private IEnumerable<TrailFile> StreamLeaves(Layer layer, PackedRoot root, Packing packing)
    {
        using var inner = Decompress(layer, packing);
        if (inner is null) yield break;
        using var content = new GuardedStream(inner, layer.Name, report, root.Budget);
        foreach (var leaf in Leaves(new Layer(layer.Name, layer.LastWrite, content, null, layer.Depth + 1), root)) yield return leaf;
    }

    private Stream? Decompress(Layer layer, Packing packing) => Try(layer, () => packing switch
    {
        Packing.Gzip => new GzipMembers(layer.Content),
        Packing.Zstandard => new DecompressionStream(layer.Content, leaveOpen: true),
        _ => (Stream)new XZStream(layer.Content),
    });

    private IEnumerable<TrailFile> TarLeaves(Layer layer, PackedRoot root)
    {
        using var tar = new TarReader(layer.Content, leaveOpen: true);
        while (Try(layer, () => tar.GetNextEntry()) is { } entry)
        {
            if (!Enter(layer, root)) yield break;
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile)) continue;
            var name = layer.Name + "!" + entry.Name;
            if (entry.DataStream is null)
            {
                report(new IntakeProblem(name, 0, ProblemCode.Empty, new("Il est vide.", "It is empty.")));
                continue;
            }

            using var content = new GuardedStream(entry.DataStream, name, report);
            foreach (var leaf in Leaves(new Layer(name, entry.ModificationTime, content, null, layer.Depth + 1), root)) yield return leaf;
        }
    }

    private IEnumerable<TrailFile> ZipLeaves(Layer layer, PackedRoot root)
    {
        // A zip's directory stands at its end: inside another archive it is first written to a file that its closing deletes.
        using var spool = layer.Disk is null ? Try(layer, () => Spool(layer.Content)) : null;
        var seekable = layer.Disk ?? spool;
        if (seekable is null) yield break;
        using var zip = Try(layer, () => new ZipArchive(seekable, ZipArchiveMode.Read, leaveOpen: true));
        if (zip is null) yield break;
        foreach (var entry in Try(layer, () => zip.Entries) ?? [])
        {
            if (!Enter(layer, root)) yield break;
            if (entry.FullName.EndsWith('/')) continue;
            var name = layer.Name + "!" + entry.FullName;
            if (entry.IsEncrypted)
            {
                report(new IntakeProblem(name, 0, ProblemCode.CannotOpen, new("Il est chiffré. Le décompresser d’abord.", "It is encrypted. Unpack it first.")));
                continue;
            }

            var data = Try(layer with { Name = name }, entry.Open);
            if (data is null) continue;
            using var content = new GuardedStream(data, name, report, root.Budget);
            foreach (var leaf in Leaves(new Layer(name, entry.LastWriteTime, content, null, layer.Depth + 1), root)) yield return leaf;
        }
    }

    private static FileStream Spool(Stream content)
    {
        var path = Path.Combine(Path.GetTempPath(), "egide-" + Guid.NewGuid().ToString("N"));
        var spool = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        try
        {
            content.CopyTo(spool, 1 << 20);
            spool.Position = 0;
            return spool;
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    private bool Enter(Layer layer, PackedRoot root)
    {
        root.Budget.Enter();
        if (!root.Budget.Exhausted) return true;
        Report(layer, ProblemCode.ExpansionLimit, root.Budget.Reason);
        return false;
    }

    private T? Try<T>(Layer layer, Func<T?> open) where T : class
    {
        try
        {
            return open();
        }
        catch (Exception fault) when (Damage.Is(fault))
        {
            Report(layer, fault is InvalidDataException ? ProblemCode.Damaged : Damage.Code(fault), Damage.Sentence(fault));
            return null;
        }
    }

    private void Report(Layer layer, string code, Text sentence) => report(new IntakeProblem(layer.Name, 0, code, sentence));
}
