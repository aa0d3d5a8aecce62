using System.Text.Json;
using Egide.Connectors.Files;
using Egide.Observe.Context;

namespace Egide.Connectors.Context;

/// <summary>
/// Reads the context: the contract's CSVs by their header line, FHIR R4 resources in any JSON framing, HL7 v2 ADT messages, MaxMind files.
/// Bad rows and resources are reported and passed over.
/// </summary>
public sealed class ContextReader
{
    private readonly RegionContext _into;
    private readonly Action<IntakeProblem> _report;
    private readonly FhirContext _fhir;
    private readonly CsvContext _csv;
    private readonly AdtFeed _adt;
    private readonly Snapshots _snapshots;

    /// <param name="into">Receives what is read.</param>
    /// <param name="report">Takes problems.</param>
    public ContextReader(RegionContext into, Action<IntakeProblem> report)
    {
        _into = into;
        _report = report;
        _fhir = new FhirContext(into);
        _csv = new CsvContext(into, report);
        _adt = new AdtFeed(into, report);
        _snapshots = new Snapshots(into, report);
    }

    /// <summary>Whether a file is context by its first bytes (a MaxMind file cannot be told so and is not).</summary>
    public static bool Recognises(TrailFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return CsvContext.TableOf(file.Head.Span, out _) is not null || ProfileFile.LooksLike(file.Head.Span) || FhirContext.Recognises(file.Head.Span) || AdtFeed.Recognises(file.Head.Span);
    }

    /// <summary>Whether the file read last holds more than context (audit events, records of no FHIR type): it is a trail as well.</summary>
    public bool HoldsMore { get; private set; }

    /// <summary>Whether a record of a file that holds more is context, read as such already.</summary>
    public static bool IsContext(ReadOnlySpan<byte> record)
    {
        try
        {
            var json = new Utf8JsonReader(record);
            using var document = JsonDocument.ParseValue(ref json);
            return FhirContext.Holds(document.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>What to say of a file given as context that is none.</summary>
    public static IntakeProblem NoContext(TrailFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new IntakeProblem(file.Name, 0, ProblemCode.Misplaced, new(
            "Donné comme contexte, il n’est d’aucune forme connue : rien n’en a été pris. Vérifier ses noms de colonnes ou le type de ses ressources.",
            "Given as context, it has no form that is known: nothing was taken from it. Check the names of its columns, or the type of its resources."));
    }

    /// <summary>What to say of a file given as context, and only so, that <see cref="HoldsMore"/>.</summary>
    public static IntakeProblem MoreThanContext(TrailFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new IntakeProblem(file.Name, 0, ProblemCode.Misplaced, new(
            "Donné comme contexte, il contient aussi autre chose, des événements d’audit peut-être, qui n’a pas été lu. Le donner parmi les traces.",
            "Given as context, it holds something else as well, audit events perhaps, that was not read. Give it among the trails."));
    }

    /// <summary>Reads a file; false, the file then used up, when it is no context.</summary>
    public bool Read(TrailFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        HoldsMore = false;
        var head = file.Head.Span;
        if (CsvContext.TableOf(head, out var delimiter) is { } table)
        {
            _csv.Read(file, table, delimiter);
            return true;
        }

        if (ProfileFile.LooksLike(head))
        {
            ProfileFile.Read(file, _into, _report);
            return true;
        }

        if (FhirContext.Recognises(head)) return ReadFhir(file);
        if (AdtFeed.Recognises(head))
        {
            _adt.Read(file);
            return true;
        }

        return FramingDetector.Detect(head, out _) == Framing.Binary && MaxMindFile.TryRead(file, _into.Networks, _report);
    }

    /// <summary>Resolves what waited for other resources and joins everything; call it once all files are read.</summary>
    public void Complete()
    {
        _fhir.Complete();
        _adt.Complete();
        _snapshots.Complete();
        _into.Seal();
    }

    private bool ReadFhir(TrailFile file)
    {
        var snapshot = _snapshots.Of(file.Name);
        using var reader = new RecordReader(file, problem =>
        {
            snapshot?.Damaged();
            _report(problem);
        });
        var bad = new LeftOut(file.Name, new("ressources", "resources"), _report);
        using var block = new RecordBlock();
        var any = false;
        while (reader.ReadBlock(block))
        {
            for (var i = 0; i < block.Count; i++) any |= TakeRecord(bad, block, i, snapshot);
        }

        bad.End();
        return any;
    }

    // Resources and audit events may share a file: neither keeps the other from being read.
    private bool TakeRecord(LeftOut bad, RecordBlock block, int index, Snapshot? snapshot)
    {
        var slice = block[index];
        if (slice.Note != RecordNote.None)
        {
            snapshot?.Damaged();
            bad.Add(new("Une ressource est inutilisable : elle est trop grande, ou n’est pas du texte.", "A resource cannot be used: it is too large, or no text."), slice.Offset);
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(block.Bytes.AsMemory(slice.Start, slice.Length));
            if (_fhir.Take(document.RootElement, snapshot)) return true;
            HoldsMore |= IsForDecoders(document.RootElement);
            return false;
        }
        catch (JsonException) when (block.Record(index).IndexOf("AuditEvent"u8) >= 0)
        {
            // Broken, and none of the context's: it is told with the trails.
            HoldsMore = true;
            return false;
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException)
        {
            snapshot?.Damaged();
            var why = fault is UnusableException unusable ? unusable.Reason : new("ce n’est pas du JSON entier", "it is not whole JSON");
            bad.Add(new($"Une ressource est inutilisable : {why.Fr}.", $"A resource cannot be used: {why.En}."), slice.Offset);
            return false;
        }
    }

    // Other resources of a server's export are about care, and so is a history's erasure of one. What else stands there is for the
    // decoders to judge, Keycloak's admin events among it: they have a resourceType as well.
    private static bool IsForDecoders(JsonElement record) =>
        record.Text("resourceType") is { } type ? type == "AuditEvent" || record.Text("realmId") is not null : record.Get("request").ValueKind == JsonValueKind.Undefined;
}
