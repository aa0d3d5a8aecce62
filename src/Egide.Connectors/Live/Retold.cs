using Egide.Connectors.Files;
using Egide.Connectors.Mapped;
using Egide.Observe;
using Egide.Observe.Data;

namespace Egide.Connectors.Live;

/// <summary>
/// Trails that lie in files, told again in the order of time as their sources once sent them. Rows of a CSV are left out: what they
/// mean stands in the file's first line, which no single row brings along.
/// </summary>
public static class Retold
{
    /// <summary>Reads all records into memory, each with its instant (microseconds) and who would bring it.</summary>
    public static List<(long At, string Origin, ReadOnlyMemory<byte> Record)> Read(IReadOnlyList<string> paths, IReadOnlyList<Mapping> mappings, CancellationToken cancel)
    {
        var all = new List<(long At, string Origin, ReadOnlyMemory<byte> Record)>();
        var worker = new IntakeWorker(mappings, DataMap.Shipped());
        foreach (var path in paths)
        foreach (var file in TrailFiles.Walk([path], _ => { }))
        {
            using var reader = new RecordReader(file, _ => { });
            var source = SourceName.OfFile(Path.GetRelativePath(path, file.Name));
            while (reader.ReadBlock(worker.Block))
            {
                cancel.ThrowIfCancellationRequested();
                if (worker.Block.File!.Framing == Framing.Csv) continue;
                var times = new long[worker.Block.Count];
                worker.Decode(0, source).Give(0, access => times[access.Header.Position] = access.Header.Time, _ => { });
                for (var i = 0; i < times.Length; i++)
                    if (times[i] != 0) all.Add((times[i], source, worker.Block.Record(i).ToArray()));
            }
        }

        all.Sort((a, b) => a.At.CompareTo(b.At));
        return all;
    }
}
