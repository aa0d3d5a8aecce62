using System.Globalization;
using System.Text;
using Egide.Connectors.Live;
using Egide.Journal;

namespace Egide.Connectors.WebLogs;

/// <summary>
/// Follows a log file by its name, through rotation by renaming or by truncation. Remembers how far it was answered, so that a restart
/// neither loses nor repeats a line; a last line without its end waits for it. What was rotated away while nobody followed is read to
/// its end when it still lies beside the file (<c>access.log.1</c>).
/// </summary>
/// <param name="file">The file; it need not exist yet.</param>
/// <param name="state">File that keeps how far it was answered.</param>
/// <param name="clock">For waiting, and the time of faults.</param>
public sealed class LogTail(string file, string state, TimeProvider clock) : ISource
{
    private const int Together = 1 << 20;
    private const int LongestLine = 1 << 20;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);
    private TailPlace _place = TailPlace.Read(state);

    /// <inheritdoc/>
    public WayIn State { get; } = new("tail", file);

    private string Origin => file.Length <= 190 ? $"tail {file}" : $"tail …{file[^188..]}";

    /// <inheritdoc/>
    public async Task Run(LiveIntake intake, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(intake);
        while (!cancel.IsCancellationRequested)
        {
            var more = false;
            try
            {
                more = await Step(intake, cancel).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                State.Failed(fault is UnauthorizedAccessException ? "not_readable" : "refused", fault.Message, clock.GetUtcNow());
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (!more) await Task.Delay(Look, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // One stretch of the file that is being read; true when there may be more at once.
    private async Task<bool> Step(LiveIntake intake, CancellationToken cancel)
    {
        var path = PathOf(_place.Inode) ?? file;
        if (!File.Exists(path)) return false;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        var inode = Inodes.Of(path);
        if (inode != _place.Inode || stream.Length < _place.Offset)
        {
            if (_place.Inode != 0) State.Count("rotations");
            Keep(new TailPlace(inode, 0, _place.Turn + 1));
        }

        var read = new byte[(int)Math.Min(Together, stream.Length - _place.Offset)];
        stream.Position = _place.Offset;
        var length = await stream.ReadAtLeastAsync(read, read.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
        var rotated = path != file || File.Exists(file) && Inodes.Of(file) != inode;
        var end = Array.LastIndexOf(read, (byte)'\n', Math.Max(0, length - 1), length) + 1;
        // What rotated away gets no more: its last line is whole as it is. One too long to be a line is passed on as it is.
        if (end == 0 && length > 0 && (rotated || length >= LongestLine)) end = length;
        if (end > 0) await Give(intake, read.AsMemory(0, end), cancel).ConfigureAwait(false);
        if (end > 0) Keep(_place with { Offset = _place.Offset + end });
        if (end > 0 || !rotated) return end > 0;
        Keep(new TailPlace(Inodes.Of(file), 0, _place.Turn + 1));
        State.Count("rotations");
        return true;
    }

    private async Task Give(LiveIntake intake, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        while (bytes.Length > 0)
        {
            var end = bytes.Span.IndexOf((byte)'\n');
            var line = end < 0 ? bytes : bytes[..end];
            if (line.Span.EndsWith("\r"u8)) line = line[..^1];
            if (line.Length > 0) lines.Add(line);
            bytes = end < 0 ? default : bytes[(end + 1)..];
        }

        if (lines.Count == 0) return;
        await intake.Take(new Delivery(Origin, lines) { Keys = Keys(lines.Count) }, cancel).ConfigureAwait(false);
        State.Count("records", lines.Count);
    }

    // A cut between the answer and the note of it: the same stretch is read again, and its lines are known by their place.
    private List<UInt128> Keys(int count) =>
        [.. Enumerable.Range(0, count).Select(i => System.IO.Hashing.XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file}\n{_place}\n{i}"))))];

    private void Keep(TailPlace place)
    {
        _place = place;
        Disk.Replace(state, Encoding.ASCII.GetBytes(place.ToString()));
    }

    // The file that was being read may have another name by now.
    private string? PathOf(ulong inode)
    {
        if (inode == 0) return null;
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (!Directory.Exists(folder)) return null;
        return Directory.EnumerateFiles(folder, Path.GetFileName(file) + "*").FirstOrDefault(path => Inodes.Of(path) == inode);
    }
}
