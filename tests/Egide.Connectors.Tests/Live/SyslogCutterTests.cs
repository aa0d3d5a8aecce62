using System.Text;
using CsCheck;
using Egide.Connectors.Atna;

namespace Egide.Connectors.Tests.Live;

public sealed class SyslogCutterTests
{
    private readonly List<string> _counts = [];

    [Fact]
    public void Octets_are_counted_and_line_breaks_kept() =>
        Assert.Equal(["<34>1 a\nb", "<34>1 c"], Cut(1000, final: true, "9 <34>1 a\nb7 <34>1 c"));

    [Fact]
    public void Blanks_between_counted_messages_belong_to_none() => Assert.Equal(["<34>1 a", "<34>1 b"], Cut(1000, true, "7 <34>1 a\n7 <34>1 b\n"));

    [Fact]
    public void A_line_that_begins_with_no_priority_goes_on_with_the_message_before() =>
        Assert.Equal(["<34>1 - <a>\n<b/>\n</a>", "<34>1 c", "{\"type\":1}"], Cut(1000, true, "<34>1 - <a>\n<b/>\n</a>\n<34>1 c\r\n{\"type\":1}\n"));

    [Fact]
    public void Lines_without_syslog_are_lines() => Assert.Equal(["203.0.113.9 - x", "203 y"], Cut(1000, true, "203.0.113.9 - x\n203 y\n"));

    [Fact]
    public void Characters_counted_instead_of_octets_lose_nothing()
    {
        Assert.Equal(["<34>1 éàü fin", "<34>1 b"], Cut(1000, false, "13 <34>1 éàü fin7 <34>1 b"));
        Assert.Equal(["miscounted"], _counts);
    }

    [Fact]
    public void The_rest_of_a_miscounted_message_that_comes_late_is_kept_as_well()
    {
        Assert.Equal(["<34>1 abc", "de", "<34>1 b"], Cut(1000, false, "9 <34>1 abc", "de", "7 <34>1 b"));
        Assert.Equal(["miscounted"], _counts);
    }

    [Fact]
    public void Of_a_message_too_long_the_beginning_is_kept_and_the_others_go_on()
    {
        Assert.Equal(["<34>1 aaaa", "<34>1 b"], Cut(10, false, "16 <34>1 aaaaaaaaaa7 <34>1 b"));
        Assert.Equal(["<34>1 aaaa", "<34>1 b"], Cut(10, false, "<34>1 aaaaaaaaaa\n<34>1 b\n"));
        Assert.Equal(["<34>1 aaaa", "<34>1 b"], Cut(10, false, "<34>1 aaaaaa", "aaaa", "\n<34>1 b\n"));
        Assert.Equal(["oversize", "oversize", "oversize"], _counts);
    }

    [Fact]
    public void A_count_without_measure_ends_the_connection()
    {
        var cutter = new SyslogCutter(10, _counts.Add);
        cutter.Cut("999999999 <34>1 aaaaaaaaaaaa"u8, false, []);
        Assert.True(cutter.IsLost);
    }

    [Theory]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001"), InlineData("abc\u0001\u0002def\n")]
    public void What_is_no_text_ends_the_connection(string sent)
    {
        Assert.Empty(Cut(1000, false, sent));
        Assert.Equal(["garbage"], _counts);
    }

    [Fact]
    public void A_counted_message_cut_short_is_kept_with_its_count()
    {
        Assert.Equal(["<34>1 a", "9 <34>1 b"], Cut(1000, true, "7 <34>1 a9 <34>1 b"));
        Assert.Equal(["<34>1 a", "12"], Cut(1000, true, "7 <34>1 a12"));
        Assert.Equal(["truncated", "truncated"], _counts);
    }

    [Fact]
    public void However_it_is_split_the_same_messages_come_out()
    {
        var message = Gen.Select(Gen.Int[0, 191], Gen.String[Gen.Char["abé <>{}\"1 \n"], 0, 40]).Select((priority, text) => $"<{priority}>1 {text}.");
        Gen.Select(message.List[1, 20], Gen.Int[1, 30].List[1, 40]).Sample((messages, sizes) =>
        {
            var bytes = messages.SelectMany(m => Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetByteCount(m)} {m}")).ToArray();
            Assert.Equal(messages, Pieces(bytes, sizes));
        });
    }

    [Fact]
    public void Whatever_comes_is_survived() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.OneOf(Gen.Const(""), Gen.Const("<34>1 "), Gen.Const("12 <34>1 "), Gen.Const("9")), Gen.Int[1, 30].List[1, 10]).Sample((noise, start, sizes) =>
            Pieces([.. Encoding.ASCII.GetBytes(start), .. noise], sizes).All(m => m.Length <= 192));

    private List<string> Cut(int largest, bool final, params string[] parts)
    {
        var cutter = new SyslogCutter(largest, _counts.Add);
        var cut = new List<string>();
        byte[] waiting = [];
        for (var i = 0; i < parts.Length; i++)
        {
            byte[] data = [.. waiting, .. Encoding.UTF8.GetBytes(parts[i])];
            var ranges = new List<Range>();
            var done = cutter.Cut(data, final && i == parts.Length - 1, ranges);
            cut.AddRange(ranges.Select(r => Encoding.UTF8.GetString(data[r])));
            waiting = data[done..];
        }

        return cut;
    }

    private static List<string> Pieces(byte[] bytes, List<int> sizes)
    {
        var cutter = new SyslogCutter(64 * 3, _ => { });
        var cut = new List<string>();
        byte[] waiting = [];
        var at = 0;
        for (var i = 0; at < bytes.Length && !cutter.IsLost; i++)
        {
            var size = Math.Min(sizes[i % sizes.Count], bytes.Length - at);
            byte[] data = [.. waiting, .. bytes[at..(at + size)]];
            at += size;
            var ranges = new List<Range>();
            var done = cutter.Cut(data, at == bytes.Length, ranges);
            Assert.InRange(done, 0, data.Length);
            cut.AddRange(ranges.Select(r => Encoding.UTF8.GetString(data[r])));
            waiting = data[done..];
        }

        return cut;
    }
}
