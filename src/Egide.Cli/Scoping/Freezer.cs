using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Egide.Journal;
using Egide.Scope;

namespace Egide.Cli.Scoping;

/// <summary>Freezes an extent: stated, digested, signed, in the journal; and draws a frozen one up again.</summary>
internal sealed class Freezer(ScopeCase opened)
{
    /// <summary>The extent now.</summary>
    public ExtentStatement State(CaseIncident incident, IReadOnlyDictionary<string, bool> words, JournalPosition journal, DateTimeOffset at)
    {
        var counts = opened.Draw(words)[incident.Id];
        var (rows, digest) = opened.Extent.Digest(incident.Id);
        return new ExtentStatement
        {
            Incident = incident.Id, MadeAt = at, Version = typeof(Freezer).Assembly.GetName().Version?.ToString(3) ?? "0", Journal = journal, Register = opened.File.Register,
            Evidence = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(incident))),
            Accounts = [.. incident.Accounts.Select(a => a.Key)],
            Persons = counts.Persons, Categories = counts.Categories, Controllers = counts.Controllers,
            Replay = new Dictionary<string, int> { ["questions"] = counts.Replays.Questions, ["exact"] = counts.Replays.Exact }
                .Concat(counts.Replays.Doubts.OrderBy(d => d.Key).Select(d => KeyValuePair.Create(JsonNamingPolicy.SnakeCaseLower.ConvertName(d.Key.ToString()), d.Value.Questions))).ToDictionary(),
            Words = words.OrderBy(w => w.Key, StringComparer.Ordinal).ToDictionary(w => w.Key, w => w.Value ? "intruder" : "carer"),
            Profiles = [.. opened.Context.Profiles.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Source}: match {p.Match}, case {p.FoldsCase}, accents {p.FoldsAccents}, punctuation {p.FoldsPunctuation}, order [{string.Join(' ', p.Order)}], page {p.Page}, most {p.Most}, inactive {p.Inactive}"))],
            Assumptions = [.. Assumptions.All.Select(a => a.En)], PersonRows = rows, PersonDigest = digest,
        };
    }

    /// <summary>Writes a frozen extent into a folder: the statement, its signature, and the persons for each recipient.</summary>
    public ExtentStatement Freeze(CaseIncident incident, string keyFile, string folder, IReadOnlyList<string> recipients, DateTimeOffset at)
    {
        var sealing = recipients.Count > 0 ? Sealer.For(recipients) : null;
        var words = Words.Of(opened.Folder);
        var checkpoint = JournalReader.Open(Path.Combine(opened.Folder, "journal")).Checkpoint;
        var statement = State(incident, words, new JournalPosition(checkpoint.Origin, checkpoint.Size, checkpoint.RootText), at);
        Directory.CreateDirectory(folder);
        var bytes = statement.ToBytes();
        File.WriteAllBytes(Path.Combine(folder, "extent.json"), bytes);
        var key = NoteKey.OpenOrCreate(keyFile, checkpoint.Origin);
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        File.WriteAllText(Path.Combine(folder, "extent.note"), SignedNote.Sign($"egide/extent\n{incident.Id}\n{digest}\n", key), new UTF8Encoding(false));
        File.WriteAllText(Path.Combine(folder, "verifier.vkey"), key.Verifier + "\n");
        if (sealing is not null)
        {
            var plain = Path.Combine(folder, ".persons.parquet");
            try
            {
                opened.Extent.WritePersons(incident.Id, Path.GetFullPath(plain));
                File.WriteAllBytes(Path.Combine(folder, "persons.parquet.p7m"), sealing.Seal(File.ReadAllBytes(plain)));
            }
            finally
            {
                File.Delete(plain);
            }
        }

        using var journal = FileJournal.Open(Path.Combine(opened.Folder, "journal"), checkpoint.Origin, keyFile);
        var batch = new JournalBatch();
        batch.Add(EntryKind.Fact, "extent"u8, JsonSerializer.SerializeToUtf8Bytes(new { incident = incident.Id, sha256 = digest, persons = statement.PersonDigest }));
        journal.Append(batch);
        journal.Publish();
        return statement;
    }

    /// <summary>Draws a frozen extent up again and says what differs; nothing when it is the same.</summary>
    public List<string> Reproduce(ExtentStatement frozen)
    {
        var words = frozen.Words.ToDictionary(w => w.Key, w => w.Value == "intruder", StringComparer.Ordinal);
        var again = State(opened.Incident(frozen.Incident), words, frozen.Journal, frozen.MadeAt) with { Version = frozen.Version };
        var differs = new List<string>();
        void Hold(string what, object was, object now)
        {
            if (!was.Equals(now)) differs.Add($"{what}: {was} → {now}");
        }

        Hold("register", frozen.Register, again.Register);
        Hold("evidence", frozen.Evidence, again.Evidence);
        Hold("persons", frozen.Persons, again.Persons);
        foreach (var key in frozen.Categories.Keys.Union(again.Categories.Keys)) Hold(key, frozen.Categories.GetValueOrDefault(key), again.Categories.GetValueOrDefault(key));
        foreach (var key in frozen.Controllers.Keys.Union(again.Controllers.Keys)) Hold(key, frozen.Controllers.GetValueOrDefault(key), again.Controllers.GetValueOrDefault(key));
        Hold("person_rows", frozen.PersonRows, again.PersonRows);
        Hold("person_digest", frozen.PersonDigest, again.PersonDigest);
        if (differs.Count == 0 && !again.ToBytes().AsSpan().SequenceEqual(frozen.ToBytes())) differs.Add("statement");
        return differs;
    }
}
