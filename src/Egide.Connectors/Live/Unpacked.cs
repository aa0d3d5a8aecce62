using System.IO.Compression;
using Egide.Connectors.Files;

namespace Egide.Connectors.Live;

/// <summary>A body that came in compressed (<c>Content-Encoding: gzip</c>), unpacked within a budget as a file is.</summary>
public static class Unpacked
{
    /// <summary>Unpacks a whole body.</summary>
    /// <param name="body">Gzip, one member or several.</param>
    /// <param name="most">Bytes that it may expand to, whatever its size.</param>
    /// <returns>The bytes, or why there are none: <see cref="ProblemCode.ExpansionLimit"/>, or that it is damaged.</returns>
    public static (byte[]? Body, IntakeProblem? Problem) Gzip(byte[] body, long most)
    {
        ArgumentNullException.ThrowIfNull(body);
        IntakeProblem? problem = null;
        var budget = new ExpansionBudget(new IntakeLimits { Expanded = most, RatioFloor = most }, body.Length);
        using var stream = new GuardedStream(new GZipStream(new MemoryStream(body, writable: false), CompressionMode.Decompress), "body", found => problem = found, budget);
        using var whole = new MemoryStream();
        stream.CopyTo(whole);
        return problem is null ? (whole.ToArray(), null) : (null, problem);
    }
}
