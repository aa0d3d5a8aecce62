namespace Egide.Journal;

/// <summary>Records taken out of a journal with what proves them: one file, verified without the journal.</summary>
public static class Evidence
{
    /// <summary>
    /// Writes an evidence file. The records of erasures that took a payload away are written with it, so that the erasure is proven too.
    /// When its name ends in <c>.tlog-proof</c> it is written as a C2SP tlog-proof, which holds one record and no key.
    /// </summary>
    /// <param name="journalDirectory">The journal.</param>
    /// <param name="positions">Which records.</param>
    /// <param name="file">The file to write.</param>
    /// <exception cref="ArgumentException">A tlog-proof of several records, or of one whose payload is erased, was asked for; nothing was written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A position is not under the journal's checkpoint; nothing was written.</exception>
    /// <exception cref="InvalidDataException">The journal is none, or is damaged; nothing was written.</exception>
    public static void Export(string journalDirectory, IEnumerable<long> positions, string file)
    {
        var reader = JournalReader.Open(journalDirectory);
        var wanted = new SortedSet<long>(positions);
        var unexplained = wanted.Where(position => reader.Salted(position) is null).ToHashSet();
        if (file.EndsWith(TlogProof.Extension, StringComparison.OrdinalIgnoreCase))
        {
            if (wanted.Count != 1 || unexplained.Count > 0)
                throw new ArgumentException($"A {TlogProof.Extension} file holds one record with its payload. Write several, or one that was erased, to a .json file.", nameof(file));
            File.WriteAllBytes(file, TlogProof.Write(reader.Checkpoint.Note, EvidenceRecord.From(reader, wanted.Min)));
            return;
        }

        foreach (var erasure in reader.Erasures())
        {
            if (unexplained.Count == 0) break;
            if (reader.Deletion(erasure) is { } deletion && unexplained.RemoveWhere(position => deletion.Names(position, reader.Entry(position).Kind)) > 0) wanted.Add(erasure);
        }

        File.WriteAllBytes(file, Json(journalDirectory, reader, wanted));
    }

    /// <summary>The same as JSON, of records that have their payloads: the facts and the entry that prove a deletion, for one.</summary>
    /// <param name="journalDirectory">The journal.</param>
    /// <param name="positions">Which.</param>
    /// <exception cref="ArgumentOutOfRangeException">A position is not under the journal's checkpoint.</exception>
    /// <exception cref="InvalidDataException">The journal is none, or is damaged.</exception>
    public static byte[] Of(string journalDirectory, IEnumerable<long> positions) => Json(journalDirectory, JournalReader.Open(journalDirectory), new SortedSet<long>(positions));

    private static byte[] Json(string directory, JournalReader reader, SortedSet<long> wanted)
    {
        var verifier = File.ReadAllText(Path.Combine(directory, Verifier.KeyFile)).Trim();
        return EvidenceJson.Write(reader.Checkpoint.Note, verifier, wanted.Select(position => EvidenceRecord.From(reader, position)));
    }

    /// <summary>
    /// Verifies an evidence file; the key in it is used when none is given. A record without its payload counts as erased when
    /// a record of its erasure is in the same file; else the file is not whole: <c>payload_withheld</c>.
    /// </summary>
    /// <param name="file">The file: our JSON, or a C2SP tlog-proof, whichever its content is.</param>
    /// <param name="verifierKey">Verifier key text; the file's own when null, which a tlog-proof has not.</param>
    public static Verification Verify(string file, string? verifierKey = null)
    {
        if (Read(File.ReadAllBytes(file)) is not var (note, carried, records)) return Verification.Failed("not_a_journal", file);
        if (NoteKey.Parse(verifierKey ?? carried ?? "") is not { } key) return Verification.Failed("key_missing", file);
        var result = Checkpoint.Parse(note) is not { } checkpoint ? Verification.Failed("checkpoint_malformed", file)
            : checkpoint.IsSignedBy(key) ? Judge(checkpoint, records, file)
            : Verification.Failed("signature_invalid", file, -1, 0, checkpoint.Origin, checkpoint.RootText);
        return result.By(key, carried);
    }

    private static (string Checkpoint, string? Verifier, List<EvidenceRecord> Records)? Read(byte[] bytes)
    {
        if (!TlogProof.Is(bytes)) return EvidenceJson.Read(bytes);
        return TlogProof.Read(bytes) is var (checkpoint, record) ? (checkpoint, null, [record]) : null;
    }

    private static Verification Judge(Checkpoint checkpoint, List<EvidenceRecord> records, string file)
    {
        var seen = new HashSet<long>();
        var deletions = new List<Deletion>();
        var absent = new SortedDictionary<long, EntryKind>();
        foreach (var record in records)
        {
            if ((seen.Add(record.Position) ? record.FaultUnder(checkpoint) : "order_broken") is { } fault)
                return Verification.Failed(fault, file, record.Position, seen.Count - 1, checkpoint.Origin, checkpoint.RootText);
            if (record.Payload is null) absent.Add(record.Position, JournalEntry.KindOf(record.Entry));
            if (record.Erases() is { } deletion) deletions.Add(deletion);
        }

        var withheld = absent.Where(one => !deletions.Exists(d => d.Names(one.Key, one.Value))).Select(one => one.Key).ToList();
        var whole = new Verification(true, null, null, -1, records.Count, records.Count - absent.Count, absent.Count - withheld.Count, 0, checkpoint.Origin, checkpoint.RootText) { Withheld = withheld.Count };
        return withheld.Count == 0 ? whole : whole with { Whole = false, Fault = "payload_withheld", Where = file, Position = withheld[0] };
    }
}
