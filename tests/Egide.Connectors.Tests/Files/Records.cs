using System.Text;
using Egide.Connectors.Files;

namespace Egide.Connectors.Tests.Files;

/// <summary>Reads bytes as a file would be read and gives the records as text.</summary>
internal static class Records
{
    public static List<string> Of(string text, IntakeLimits? limits = null) => Of(Encoding.UTF8.GetBytes(text), limits);

    public static List<string> Of(byte[] bytes, IntakeLimits? limits = null, int[]? chunks = null, List<IntakeProblem>? problems = null)
    {
        var all = new List<string>();
        using var reader = Reader(bytes, limits, chunks, problems);
        using var block = new RecordBlock();
        while (reader.ReadBlock(block))
        {
            for (var i = 0; i < block.Count; i++) all.Add(Encoding.UTF8.GetString(block.Record(i)));
        }

        return all;
    }

    public static RecordReader Reader(byte[] bytes, IntakeLimits? limits = null, int[]? chunks = null, List<IntakeProblem>? problems = null)
    {
        problems ??= [];
        var stream = new GuardedStream(new ChunkedStream(bytes, chunks ?? [int.MaxValue]), "test", problems.Add);
        var file = new TrailFile("test", null, stream.Peek(64 << 10), stream);
        return new RecordReader(file, problems.Add, limits);
    }

    private sealed class ChunkedStream(byte[] bytes, int[] chunks) : MemoryStream(bytes)
    {
        private int _turn;

        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, Math.Min(count, chunks[_turn++ % chunks.Length]));
    }
}
