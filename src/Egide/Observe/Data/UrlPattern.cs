namespace Egide.Observe.Data;

/// <summary>A path of a portal: segments, <c>{x}</c> for any one of them, <c>*</c> for the rest.</summary>
internal sealed class UrlPattern(string path, DataCategory shows, string? resource)
{
    private readonly string[] _segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public DataCategory Shows => shows;

    /// <summary>Whether the end of a path fits; a prefix such as <c>/app-gateway</c> may stand before it.</summary>
    /// <param name="parts">The path's segments, none empty.</param>
    /// <param name="shown">The FHIR resource whose entry says what is shown; null when the pattern says it itself.</param>
    public bool Fits(string[] parts, out string? shown)
    {
        shown = null;
        for (var skip = 0; skip <= Math.Min(3, parts.Length - 1); skip++)
        {
            if (FitsFrom(parts, skip, out shown)) return true;
        }

        return false;
    }

    private bool FitsFrom(string[] parts, int skip, out string? shown)
    {
        shown = resource;
        for (var i = 0; i < _segments.Length; i++)
        {
            var segment = _segments[i];
            if (segment == "*") return true;
            if (skip + i >= parts.Length) return false;
            var part = parts[skip + i];
            if (segment.StartsWith('{'))
            {
                if (resource == segment) shown = part;
                continue;
            }

            if (!string.Equals(segment, part, StringComparison.Ordinal)) return false;
        }

        return skip + _segments.Length == parts.Length;
    }
}
