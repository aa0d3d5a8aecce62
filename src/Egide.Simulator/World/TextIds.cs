using System.Globalization;

namespace Egide.Simulator;

/// <summary>Identifiers as text, from 64 drawn bits.</summary>
internal static class TextIds
{
    public static string Uuid(ulong seed)
    {
        var low = Rng.Mix(seed);
        return string.Create(CultureInfo.InvariantCulture,
            $"{seed >> 32:x8}-{(seed >> 16) & 0xffff:x4}-4{seed & 0xfff:x3}-{0x8000 | ((low >> 48) & 0x3fff):x4}-{low & 0xffffffffffff:x12}");
    }

    public static string Hex32(ulong seed) => string.Create(CultureInfo.InvariantCulture, $"{seed:x16}{Rng.Mix(seed):x16}");
}
