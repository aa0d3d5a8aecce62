using System.IO.Hashing;
using System.Text;

namespace Egide.Detect;

/// <summary>The form of a query: what is searched first, and which parameters it is made of.</summary>
internal static class QueryForm
{
    /// <summary>The first criterion's text, and a hash of the query without its values.</summary>
    public static (string Term, ulong Signature) Of(ReadOnlySpan<byte> query)
    {
        var list = query[(query.IndexOf((byte)'?') + 1)..];
        var form = list.Length <= 1024 ? stackalloc byte[list.Length + 1] : new byte[list.Length + 1];
        var used = 0;
        var term = "";
        foreach (var range in list.Split((byte)'&'))
        {
            var part = list[range];
            var equals = part.IndexOf((byte)'=');
            if (equals <= 0) continue;
            var name = part[..equals];
            if (name[0] == '_')
            {
                // Page size and elements are a program's habit; where it stands in the list is not.
                if (name.SequenceEqual("_count"u8) || name.SequenceEqual("_elements"u8) || name.SequenceEqual("_sort"u8)) Add(form, ref used, part);
                continue;
            }

            if (term.Length == 0) term = Encoding.UTF8.GetString(part[(equals + 1)..]);
            Add(form, ref used, name);
        }

        return (term, used == 0 ? 0 : XxHash3.HashToUInt64(form[..used]));
    }

    private static void Add(Span<byte> form, ref int used, ReadOnlySpan<byte> part)
    {
        part.CopyTo(form[used..]);
        used += part.Length;
        form[used++] = (byte)'&';
    }
}
