using CsCheck;
using Egide.Connectors.Forward;

namespace Egide.Connectors.Tests.Live;

public class ForwardFrameTests
{
    private static readonly Gen<(long, string, ReadOnlyMemory<byte>)> Record =
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.String[Gen.Char['a', 'c'], 0, 2], Gen.Byte.Array[0, 40], (number, origin, bytes) => (number, origin, (ReadOnlyMemory<byte>)bytes));

    [Fact]
    public void What_is_written_is_read_in_order_and_known_by_its_number_and_bytes() =>
        Record.Array[0, 30].Sample(records =>
        {
            var read = ForwardFrame.Read(ForwardFrame.Write("edge", records))!;
            Assert.Equal(records.Select(r => ("edge: " + r.Item2, Convert.ToHexString(r.Item3.Span))), read.SelectMany(d => d.Records.Select(r => (d.Origin, Convert.ToHexString(r.Span)))));
            Assert.Equal(records.Select(r => (r.Item1, Convert.ToHexString(r.Item3.Span))).Distinct().Count(), read.SelectMany(d => d.Keys!).Distinct().Count());
        });

    [Fact]
    public void What_is_none_is_refused_and_breaks_nothing()
    {
        var whole = ForwardFrame.Write("edge", [(7, "a", "x"u8.ToArray()), (8, "b", "yy"u8.ToArray())]);
        for (var length = 0; length < whole.Length; length++)
        {
            var read = ForwardFrame.Read(whole.AsMemory(0, length));
            Assert.True(read is null || read.Sum(d => d.Records.Count) < 2);
        }

        Gen.Byte.Array[0, 200].Sample(bytes => ForwardFrame.Read("EGF1"u8.ToArray().Concat(bytes).ToArray()));
    }
}
