using System.Text;
using Egide.Connectors.Files;
using Egide.Observe.Context;

namespace Egide.Connectors.Context;

/// <summary>
/// Reads HL7 v2 ADT messages as a register's changes: admissions, registrations and updates give versions, merges and changes of
/// number end the record that is left, links join two. Messages follow one another bare, with empty lines or in MLLP.
/// </summary>
internal sealed class AdtFeed(RegionContext into, Action<IntakeProblem> report)
{
    // A link is a record of its own that both belong to: later versions of either leave it alone.
    private const string LinkSystem = "hl7v2:link";
    private readonly HashSet<(PatientIdentifier One, PatientIdentifier Other)> _links = [];

    /// <summary>Whether a file's first message is an ADT message.</summary>
    public static bool Recognises(ReadOnlySpan<byte> head)
    {
        head = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        head = head.TrimStart("\v\r\n "u8);
        if (!head.StartsWith("MSH"u8) || head.Length < 9 || char.IsAsciiLetterOrDigit((char)head[3])) return false;
        var end = head.IndexOfAny((byte)'\r', (byte)'\n');
        if (end >= 0) head = head[..end];
        var (field, component) = (head[3], head[4]);
        for (var i = 1; i < 9; i++)
        {
            var next = head.IndexOf(field);
            if (next < 0) return false;
            head = head[(next + 1)..];
        }

        return head.Length > 4 && head.StartsWith("ADT"u8) && head[3] == component;
    }

    /// <summary>Reads a file; a message that cannot be used is said and passed over.</summary>
    public void Read(TrailFile file)
    {
        // Bytes as they are: each message says, or shows, what its characters are.
        using var reader = new StreamReader(file.Open(), Encoding.Latin1);
        var message = new List<string>();
        var bad = new LeftOut(file.Name, new("messages", "messages"), report);
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            line = line.Trim('\v', '\u001C', ' ', '\t');
            if (line.StartsWith("\u00EF\u00BB\u00BF", StringComparison.Ordinal)) line = line[3..];
            if (line.StartsWith("MSH", StringComparison.Ordinal) && line.Length > 8)
            {
                Take(bad, message, number++);
                message.Clear();
            }

            if (line.Length > 3) message.Add(Text(line));
        }

        Take(bad, message, number);
        bad.End();
    }

    /// <summary>Joins what was linked and not taken apart again.</summary>
    public void Complete()
    {
        foreach (var (one, other) in _links) into.Add(new PatientVersion { Identifiers = [new PatientIdentifier(LinkSystem, $"{one} {other}")], Links = [one, other] });
        _links.Clear();
    }

    // UTF-8 when it is that, else Latin-1, which nearly all others are.
    private static string Text(string line)
    {
        if (Ascii.IsValid(line)) return line;
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Encoding.Latin1.GetBytes(line));
        }
        catch (DecoderFallbackException)
        {
            return line;
        }
    }

    private void Take(LeftOut bad, List<string> lines, int number)
    {
        if (lines.Count == 0) return;
        var message = new AdtMessage(lines);
        if (message.Trigger is not { } trigger) return;
        if (message.When is not var (earliest, latest))
        {
            Bad(bad, number, new("il n’a pas d’instant (EVN-2, MSH-7)", "it has no instant (EVN-2, MSH-7)"));
            return;
        }

        var used = trigger switch
        {
            "A01" or "A04" or "A05" or "A08" or "A28" or "A31" => Upsert(message, earliest, latest),
            "A40" or "A47" => Merge(message, earliest, latest),
            "A24" => Link(message),
            "A37" => Unlink(message),
            "A29" => End(AdtPatient.Identifiers(message, message.Segment("PID"), 3).Own, earliest, latest),
            _ => true,
        };
        if (!used) Bad(bad, number, new("il ne nomme pas de dossier (PID-3, MRG-1) avec son autorité", "it names no record (PID-3, MRG-1) with its authority"));
    }

    private bool Upsert(AdtMessage message, DateTimeOffset earliest, DateTimeOffset latest)
    {
        if (message.Segment("PID") is not { } pid || AdtPatient.Read(message, pid, earliest, latest) is not { } version) return false;
        into.Add(version);
        return true;
    }

    // Several pairs may stand in one message: each MRG belongs to the PID before it. The record left has the word on where it went.
    private bool Merge(AdtMessage message, DateTimeOffset earliest, DateTimeOffset latest)
    {
        var (pids, left) = (message.All("PID").ToList(), message.All("MRG").ToList());
        var used = pids.Count > 0 && pids.Count == left.Count;
        for (var i = 0; used && i < pids.Count; i++)
        {
            var (kept, losing) = (AdtPatient.Read(message, pids[i], earliest, latest), AdtPatient.Identifiers(message, left[i], 1).Own);
            if (kept is null || losing.Count == 0) return false;
            // A merge may name its winner by number alone: that says nothing of its traits.
            if (kept.Traits!.Names.Count > 0) into.Add(kept);
            foreach (var identifier in losing.Where(identifier => !kept.Identifiers.Contains(identifier)))
            {
                into.Add(new PatientVersion { Identifiers = [identifier], Links = [kept.Identifiers[0]], ValidFrom = latest });
                into.End(identifier, earliest, latest, erased: false);
            }
        }

        return used;
    }

    private bool End(List<PatientIdentifier> records, DateTimeOffset earliest, DateTimeOffset latest)
    {
        foreach (var record in records) into.End(record, earliest, latest, erased: true);
        return records.Count > 0;
    }

    private bool Link(AdtMessage message)
    {
        if (Pair(message) is not { } pair) return false;
        _links.Add(pair);
        return true;
    }

    private bool Unlink(AdtMessage message)
    {
        if (Pair(message) is not var (one, other)) return false;
        _links.Remove((one, other));
        _links.Remove((other, one));
        return true;
    }

    private static (PatientIdentifier One, PatientIdentifier Other)? Pair(AdtMessage message) =>
        message.All("PID").Select(pid => AdtPatient.Identifiers(message, pid, 3).Own).ToList() is [[var one, ..], [var other, ..], ..] ? (one, other) : null;

    private static void Bad(LeftOut bad, int number, Text why) =>
        bad.Add(new($"Le message ADT {number} est inutilisable : {why.Fr}.", $"ADT message {number} cannot be used: {why.En}."));
}
