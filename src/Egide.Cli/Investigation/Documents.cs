using Egide.Connectors.Files;

namespace Egide.Cli.Investigation;

/// <summary>Files that people put beside trails and that are plainly none: manuals, notes, pictures.</summary>
internal static class Documents
{
    private static readonly string[] Names = ["README", "LISEZMOI", "LISEZ-MOI", "LICENSE", "LICENCE", "CHANGELOG"];
    private static readonly string[] Endings = [".md", ".markdown", ".rst", ".adoc", ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".html", ".htm"];
    private static readonly byte[][] Beginnings = ["%PDF-"u8.ToArray(), [0x89, (byte)'P', (byte)'N', (byte)'G'], [0xFF, 0xD8, 0xFF], "GIF8"u8.ToArray()];

    /// <summary>Whether it is one, by its name or its first bytes. One that holds events all the same is a trail.</summary>
    public static bool Is(TrailFile file)
    {
        var name = file.Name[(file.Name.LastIndexOfAny(['/', '\\', '!']) + 1)..];
        return Array.Exists(Endings, e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase))
            || Array.Exists(Names, n => Path.GetFileNameWithoutExtension(name).Equals(n, StringComparison.OrdinalIgnoreCase))
            || Array.Exists(Beginnings, b => file.Head.Span.StartsWith(b));
    }
}
