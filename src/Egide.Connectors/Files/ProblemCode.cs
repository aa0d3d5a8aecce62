namespace Egide.Connectors.Files;

/// <summary>The fixed words of <see cref="IntakeProblem.Code"/>.</summary>
public static class ProblemCode
{
    /// <summary>No file or folder has this path.</summary>
    public const string NotFound = "not-found";

    /// <summary>The system refuses reading.</summary>
    public const string NoPermission = "no-permission";

    /// <summary>A pipe, socket or device.</summary>
    public const string NotAFile = "not-a-regular-file";

    /// <summary>A link that leads back to a folder already walked, or nowhere.</summary>
    public const string LinkLoop = "link-loop";

    /// <summary>The same file was given twice; it was read once.</summary>
    public const string SameFile = "same-file";

    /// <summary>The answers of a simulated region, which are not to be read.</summary>
    public const string Answers = "answers";

    /// <summary>The folder of the result lies among what is read, and is not read.</summary>
    public const string OwnResult = "own-result";

    /// <summary>Nothing in it.</summary>
    public const string Empty = "empty";

    /// <summary>The compressed data end early or are damaged.</summary>
    public const string Damaged = "damaged";

    /// <summary>It expands beyond the limits.</summary>
    public const string ExpansionLimit = "expansion-limit";

    /// <summary>Archives inside archives beyond the limit.</summary>
    public const string NestingLimit = "nesting-limit";

    /// <summary>An archive entry is encrypted or uses an unknown method.</summary>
    public const string CannotOpen = "cannot-open";

    /// <summary>The file grew while it was read; the length seen at open was read.</summary>
    public const string Grew = "grew";

    /// <summary>The file became shorter while it was read.</summary>
    public const string Shrank = "shrank";

    /// <summary>The system failed in the middle of reading.</summary>
    public const string ReadFailed = "read-failed";

    /// <summary>UTF-16 was read as UTF-8, and offsets are those of that text; or a table was read as Windows-1252.</summary>
    public const string Transcoded = "transcoded";

    /// <summary>A record is larger than the limit; its first bytes were kept.</summary>
    public const string RecordTooLarge = "record-too-large";

    /// <summary>A row or resource of the context could not be used.</summary>
    public const string BadRow = "bad-row";

    /// <summary>It was given as context and is none that is known, or holds more than that.</summary>
    public const string Misplaced = "misplaced";

    /// <summary>A mapping file cannot be used.</summary>
    public const string BadMapping = "bad-mapping";
}
