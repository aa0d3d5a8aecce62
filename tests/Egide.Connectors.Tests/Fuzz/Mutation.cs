using CsCheck;

namespace Egide.Connectors.Fuzz;

/// <summary>Makes broken records out of whole ones.</summary>
internal static class Mutation
{
    private static readonly byte[][] Hostile =
    [
        "\"\\ud800\""u8.ToArray(), "\\u0000"u8.ToArray(), "&#x110000;"u8.ToArray(), "&lt"u8.ToArray(), "&#0;"u8.ToArray(),
        "<![CDATA["u8.ToArray(), "<!--"u8.ToArray(), "<!DOCTYPE a [<!ENTITY b 'c'>]>"u8.ToArray(), "<?xml encoding='utf-16'?>"u8.ToArray(),
        "-99999999999999999999e999999"u8.ToArray(), "null"u8.ToArray(), "]"u8.ToArray(), "}"u8.ToArray(), "{}"u8.ToArray(), "\""u8.ToArray(),
        "'"u8.ToArray(), ">"u8.ToArray(), "/>"u8.ToArray(), "="u8.ToArray(), "9999-12-31T24:00:00+14:00"u8.ToArray(), "\uFEFF"u8.ToArray(),
        [0xFF, 0xFE], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0], "2147483648 "u8.ToArray(), "<191>1 "u8.ToArray(), "^~\\&|"u8.ToArray(), "%zz%"u8.ToArray(),
    ];

    private static readonly string[] Nests = ["[", "{\"a\":", "{\"agent\":[", "{\"coding\":", "<a>", "<agent>", "<ParticipantObjectQuery>", "("];

    /// <summary>One to eight mutations of one of <paramref name="seeds"/>.</summary>
    public static Gen<byte[]> Of(IReadOnlyList<byte[]> seeds) =>
        Gen.Select(Gen.Int[0, seeds.Count - 1], Step(seeds).Array[1, 8], (seed, steps) =>
            steps.Aggregate(seeds[seed], (record, step) => step(record)));

    private static Gen<Func<byte[], byte[]>> Step(IReadOnlyList<byte[]> seeds) =>
        Gen.Select(Gen.Int[0, 7], Gen.UInt, Gen.UInt, Gen.Byte, (kind, a, b, value) => new Func<byte[], byte[]>(record =>
        {
            if (record.Length == 0) return [value];
            var at = (int)(a % (uint)record.Length);
            var length = (int)(b % (uint)(record.Length - at)) + 1;
            return kind switch
            {
                0 => Replace(record, at, 1, [(byte)(record[at] ^ (1 << (value & 7)))]),
                1 => record[..at],
                2 => Replace(record, at, Math.Min(length, 64), []),
                3 => Replace(record, at, 0, Hostile[b % Hostile.Length]),
                4 => Replace(record, at, Math.Min(length, 8), Hostile[b % Hostile.Length]),
                5 => Splice(record, at, seeds[(int)(b % (uint)seeds.Count)], value),
                6 => Replace(record, at, 0, record[at..(at + length)]),
                _ => Replace(record, at, 0, Nested(value, (int)(b % 300))),
            };
        }));

    private static byte[] Replace(byte[] record, int at, int length, byte[] by) => record.Length > 200_000 ? record : [.. record[..at], .. by, .. record[(at + length)..]];

    private static byte[] Splice(byte[] record, int at, byte[] other, byte value) => [.. record[..at], .. other[(other.Length * value / 256)..]];

    private static byte[] Nested(byte value, int times) =>
        System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Nests[value % Nests.Length], times)));
}
