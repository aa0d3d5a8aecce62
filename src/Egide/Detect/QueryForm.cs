using System.IO.Hashing;
using System.Text;

namespace Egide.Detect;

/// <summary>The form of a query: what is searched first, and which parameters it is made of.</summary>
internal static class QueryForm
{
    /// <summary>The first criterion's text, and a hash of the query without its values.</summary>
    public static (string Term, ulong Signature) Of(ReadOnlySpan<byte> query)
    {
        var text = Encoding.UTF8.GetString(query);
        var term = "";
        var form = new StringBuilder();
        var mark = text.IndexOf('?', StringComparison.Ordinal);
        foreach (var part in text[(mark + 1)..].Split('&'))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) continue;
            var name = part[..equals];
            var value = part[(equals + 1)..];
            if (name.StartsWith('_'))
            {
                // Page size and elements are a program's habit; where it stands in the list is not.
                if (name is "_count" or "_elements" or "_sort") form.Append(name).Append('=').Append(value).Append('&');
                continue;
            }

            if (term.Length == 0) term = value;
            form.Append(name).Append('&');
        }

        return (term, form.Length == 0 ? 0 : XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(form.ToString())));
    }
}
