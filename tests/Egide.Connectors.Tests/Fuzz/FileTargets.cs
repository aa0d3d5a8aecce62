using Egide.Connectors.Context;
using Egide.Connectors.Files;
using Egide.Connectors.Mapped;
using Egide.Observe.Context;

namespace Egide.Connectors.Fuzz;

/// <summary>As <see cref="FuzzTargets"/>, for whole files: unpacking, framing, mappings and context.</summary>
public static class FileTargets
{
    private static readonly string Path = System.IO.Path.Combine(Directory.CreateTempSubdirectory("egide-fuzz-").FullName, "file");

    private static readonly IntakeLimits Limits = new() { RatioFloor = 1 << 20, Record = 1 << 20, Block = 1 << 16 };

    public static void FuzzFile(ReadOnlySpan<byte> bytes)
    {
        File.WriteAllBytes(Path, bytes);
        using var block = new RecordBlock();
        foreach (var file in TrailFiles.Walk([Path], _ => { }, Limits))
        {
            using var reader = new RecordReader(file, _ => { }, Limits);
            while (reader.ReadBlock(block))
            {
                for (var i = 0; i < block.Count; i++)
                    if (block.Record(i).Length > Limits.Record) throw new InvalidOperationException("a record larger than the limit");
            }
        }
    }

    public static void FuzzContext(ReadOnlySpan<byte> bytes)
    {
        File.WriteAllBytes(Path, bytes);
        var context = new RegionContext();
        var reader = new ContextReader(context, _ => { });
        foreach (var file in TrailFiles.Walk([Path], _ => { }, Limits))
        {
            if (MappingFile.LooksLike(file.Head.Span)) MappingFile.Read(file, _ => { });
            else if (ContextReader.Recognises(file)) reader.Read(file);
        }

        reader.Complete();
    }
}
