using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Egide.Cli.Investigation;
using Egide.Journal;

namespace Egide.Cli.Commands;

/// <summary><c>egide verify</c>: proves, or disproves, that a journal or an export is whole and unchanged.</summary>
internal static class VerifyCommand
{
    public static Command Make()
    {
        var path = new Argument<string>("PATH") { Description = "Journal, dossier de résultat, ou fichier de preuve. / Journal, result folder or evidence file." };
        var key = new Option<string?>("--key") { Description = "Fichier de la clé de vérification, reçu par ailleurs. / File of the verifier key, had from elsewhere." };
        var record = new Option<long?>("--record") { Description = "Écrit la preuve d’un enregistrement (JSON, ou C2SP si le fichier finit par .tlog-proof). / Writes the proof of one record (JSON, or C2SP when the file ends in .tlog-proof)." };
        var output = new Option<string?>("--out") { Description = "Fichier de preuve à écrire (avec --record). / Evidence file to write." };
        var deletions = new Option<bool>("--deletions") { Description = "Dit aussi ce qui a été effacé, quand, par qui et sous quelle règle. / Also tells what was erased, when, by whom and under which rule." };
        var deletion = new Option<long?>("--deletion") { Description = "Écrit la preuve d’une suppression, par son numéro (avec --out). / Writes the proof of one deletion, by its number." };
        var json = new Option<bool>("--json");
        var language = Language.Option();
        var command = new Command("verify", "Prouve qu’un journal est entier et inchangé. / Proves that a journal is whole and unchanged.\n\n  egide verify out/journal")
        {
            path, key, record, deletions, deletion, output, json, language,
        };
        command.SetAction(parsed =>
        {
            Language.Set(parsed.GetValue(language));
            var target = parsed.GetValue(path)!;
            if (!Path.Exists(target)) throw new FileNotFoundException(Language.Text($"{target} n’existe pas.", $"{target} does not exist."));
            var verifier = parsed.GetValue(key) is { } file ? File.ReadAllText(file).Trim() : null;
            var folder = Directory.Exists(Path.Combine(target, "journal")) ? target : null;
            if (folder is not null) target = Path.Combine(target, "journal");
            if (Path.GetFileName(target) == "checkpoint") target = Path.GetDirectoryName(Path.GetFullPath(target))!;
            var carried = (string?)null; // a tlog-proof has no key in it
            if ((parsed.GetValue(record) ?? parsed.GetValue(deletion)) is { } position)
            {
                folder = null;
                if (!Directory.Exists(target)) throw new ArgumentException(Language.Text($"{target} n’est pas un journal : la preuve en est déjà tirée.", $"{target} is no journal: the proof is taken out already."));
                Within(target, position);
                carried = File.ReadAllText(Path.Combine(target, "verifier.vkey")).Trim();
                var to = parsed.GetValue(output) ?? throw new ArgumentException(Language.Text("--record et --deletion demandent --out FICHIER.", "--record and --deletion want --out FILE."));
                Evidence.Export(target, parsed.GetValue(record) is null ? DeletionList.ProofOf(JournalReader.Open(target), position) : [position], to);
                target = to;
            }

            var result = Directory.Exists(target) ? Verifier.VerifyJournal(target, verifier) : Evidence.Verify(target, verifier ?? carried);
            // Files are held against a journal that holds, or against nothing.
            var files = folder is not null && result.Whole ? Outputs.Check(folder) : null;
            var told = parsed.GetValue(deletions) && Directory.Exists(target) && result.Whole ? DeletionList.Of(JournalReader.Open(target)) : null;
            Print(result, files, told, parsed.GetValue(json), verifier is null, Directory.Exists(target));
            if (files is { Whole: false }) return Edge.LookAtIt;
            return result.Whole ? result.OtherKey is null ? Edge.Done : Edge.LookAtIt : result.Fault == "not_a_journal" ? Edge.WrongUse : Edge.LookAtIt;
        });
        return command;
    }

    private static void Within(string journal, long position)
    {
        var count = JournalReader.Open(journal).Count;
        if (position < 0 || position >= count)
            throw new ArgumentException(Language.Text($"Le journal n’a pas d’enregistrement {position} : ils vont de 0 à {count - 1}.", $"The journal has no record {position}: they run from 0 to {count - 1}."));
    }

    private static void Print(Verification result, Outputs.State? files, DeletionList? told, bool json, bool ownKey, bool journal)
    {
        if (json)
        {
            var said = JsonSerializer.SerializeToNode(result)!;
            said["Files"] = files is not { Position: >= 0 } ? null : JsonSerializer.SerializeToNode(new { files.Position, files.Checked, files.Changed, files.Missing });
            if (told is not null) said["Deletions"] = told.ToJson();
            Console.WriteLine(said.ToJsonString());
            return;
        }

        Console.WriteLine(result.Whole ? Whole(result) : Broken(result));
        if (result.OtherKey is { } other)
            Console.WriteLine(Language.Text(
                $"Le dossier ou le fichier porte une autre clé ({(other.Length == 0 ? "illisible" : other)}) : seule celle donnée avec --key ({result.Key}) est tenue pour vraie.",
                $"The folder or file carries another key ({(other.Length == 0 ? "unreadable" : other)}): only the one given with --key ({result.Key}) is trusted."));
        if (told is not null) told.Print(Console.Out);
        if (files is not null) Console.WriteLine(Files(files));
        else if (result.Whole && journal)
            Console.WriteLine(Language.Text("Seul le journal est vérifié, non les fichiers écrits à côté : donner pour eux le dossier du résultat.", "Only the journal is verified, not the files beside it: for them, give the result's folder."));
        if (result.Whole && ownKey)
            Console.WriteLine(Language.Text("La clé est celle du dossier lui-même : pour une preuve, donner avec --key celle reçue par ailleurs.",
                "The key is the folder's own: for a proof, give with --key the one had from elsewhere."));
    }

    private static string Files(Outputs.State files) => files switch
    {
        { Position: < 0 } => Language.Text("Seul le journal est vérifié : il ne dit rien des fichiers du résultat (il a été fait par une version d’avant).", "Only the journal is verified: it says nothing of the result's files (an earlier version made it)."),
        { Whole: true } => Language.Text(
            $"{Said.Files(files.Checked)} du résultat : tels que le journal les décrit (position {files.Position}). Le rapport cite la racine {files.Root.Root}, celle des {Said.Number(files.Root.Size)} premiers enregistrements.",
            $"{Said.Files(files.Checked)} of the result: as the journal states them (position {files.Position}). The report cites root {files.Root.Root}, that of the first {Said.Number(files.Root.Size)} records."),
        _ => Language.Text("FAUX : le journal est entier, mais des fichiers du résultat ne sont plus ceux qu’il décrit.", "BROKEN: the journal is whole, but files of the result are no longer those it states.")
            + string.Concat(files.Changed.Select(f => Language.Text($"\n  changé : {f}", $"\n  changed: {f}"))) + string.Concat(files.Missing.Select(f => Language.Text($"\n  absent : {f}", $"\n  missing: {f}"))),
    };

    private static string Whole(Verification result) => Language.Text(
        string.Create(CultureInfo.GetCultureInfo("fr-FR"), $"Entier et inchangé : {result.Records:N0} enregistrements, {result.Payloads:N0} contenus, {result.Erased:N0} effacés. Journal {result.Origin}, racine {result.Root}."),
        string.Create(CultureInfo.GetCultureInfo("en-GB"), $"Whole and unchanged: {result.Records:N0} records, {result.Payloads:N0} payloads, {result.Erased:N0} erased. Journal {result.Origin}, root {result.Root}."));

    // What is absent is not wrong: it has a word of its own.
    private static string Broken(Verification result)
    {
        var verdict = result.Withheld > 0 ? Language.Text("INCOMPLET :", "INCOMPLETE:") : Language.Text("FAUX :", "BROKEN:");
        var where = string.Create(CultureInfo.InvariantCulture, $"{result.Where}{(result.Position >= 0 ? $", position {result.Position}" : "")}");
        return Language.Text($"{verdict} {Fault(result.Fault!)} ({result.Fault}) : {where}.", $"{verdict} {Fault(result.Fault!)} ({result.Fault}): {where}.");
    }

    private static string Fault(string code) => code switch
    {
        "not_a_journal" => Language.Text("ce n’est pas un journal", "it is no journal"),
        "key_missing" => Language.Text("la clé de vérification manque ou est illisible", "the verifier key is missing or unreadable"),
        "checkpoint_malformed" => Language.Text("le point de contrôle est illisible", "the checkpoint is unreadable"),
        "signature_invalid" => Language.Text("la signature du point de contrôle n’est pas celle de la clé", "the checkpoint's signature is not the key's"),
        "segment_corrupt" => Language.Text("des octets ont changé", "bytes have changed"),
        "order_broken" => Language.Text("un enregistrement manque, est en trop ou a changé de place", "a record is missing, added or moved"),
        "entry_malformed" or "entry_changed" => Language.Text("une entrée a changé", "an entry has changed"),
        "payload_mismatch" => Language.Text("un contenu n’est pas celui qui a été enregistré", "a payload is not what was recorded"),
        "payload_missing" => Language.Text("un contenu a disparu sans effacement enregistré", "a payload is gone without a recorded erasure"),
        "payload_withheld" => Language.Text("contenu retenu : l’empreinte est prouvée, l’effacement ne l’est pas", "payload withheld: its hash is proven, its erasure is not"),
        "tail_truncated" => Language.Text("la fin manque", "the tail is missing"),
        "tile_missing" => Language.Text("une tuile de l’arbre manque", "a tile of the tree is missing"),
        "tile_changed" => Language.Text("une tuile de l’arbre a changé", "a tile of the tree has changed"),
        "root_mismatch" => Language.Text("la racine n’est pas celle qui a été signée", "the root is not the one that was signed"),
        _ => Language.Text("la preuve ne tient pas", "the proof does not hold"),
    };
}
